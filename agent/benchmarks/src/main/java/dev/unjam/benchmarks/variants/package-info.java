/** Ways in which the hook could keep its books, compared without the agent. */
@NullMarked
package dev.unjam.benchmarks.variants;

import org.jspecify.annotations.NullMarked;
