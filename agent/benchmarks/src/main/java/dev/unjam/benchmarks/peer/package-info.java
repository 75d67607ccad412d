/** The same bookkeeping by a Byteman rule; the helper's class lives in the bootstrap loader. */
@NullMarked
package dev.unjam.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
