/** What is measured of calls: programs that each run in a process of their own. */
@NullMarked
package dev.unjam.benchmarks.calls;

import org.jspecify.annotations.NullMarked;
