/** Processes of their own: many threads, their memory, and the snapshot of them. */
@NullMarked
package dev.unjam.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
