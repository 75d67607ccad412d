/** The comparison: what is run, in which settings, and the table that comes of it. */
@NullMarked
package dev.unjam.benchmarks;

import org.jspecify.annotations.NullMarked;
