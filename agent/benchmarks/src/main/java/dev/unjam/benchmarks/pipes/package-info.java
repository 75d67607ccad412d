/** Both ends of a child's pipes: the process that is measured, and its child. */
@NullMarked
package dev.unjam.benchmarks.pipes;

import org.jspecify.annotations.NullMarked;
