/** From a snapshot to findings: pure functions, no threads. */
@NullMarked
package dev.unjam.engine.detect;

import org.jspecify.annotations.NullMarked;
