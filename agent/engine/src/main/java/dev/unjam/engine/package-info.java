/**
 * The engine itself: the watchdog, the incidents that it follows, and how its parts hang together.
 */
@NullMarked
package dev.unjam.engine;

import org.jspecify.annotations.NullMarked;
