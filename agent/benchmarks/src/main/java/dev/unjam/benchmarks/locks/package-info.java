/** Lock operations of the host, measured with JMH. */
@NullMarked
package dev.unjam.benchmarks.locks;

import org.jspecify.annotations.NullMarked;
