/** From a finding to the next rung: pure functions, no threads. */
@NullMarked
package dev.unjam.engine.ladder;

import org.jspecify.annotations.NullMarked;
