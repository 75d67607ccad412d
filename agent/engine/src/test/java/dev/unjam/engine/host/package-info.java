/** A host for tests: threads, locks and calls as woven code would tell the bridge of them. */
@NullMarked
package dev.unjam.engine.host;

import org.jspecify.annotations.NullMarked;
