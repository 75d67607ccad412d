package dev.unjam.benchmarks;

/**
 * How much is measured of pipes.
 *
 * @param launches how often the processes are started anew; the medians count
 * @param warmUp windows of each kind before those that count: a hundred megabytes pass in a tenth
 *     of a second, and the JIT takes seconds for what looks at them
 * @param rounds windows that count, of each kind and setting, in turn
 */
record PipeScale(int launches, int warmUp, int rounds) {
  /** To see that it works. */
  static final PipeScale QUICK = new PipeScale(1, 8, 5);

  /** What is published. */
  static final PipeScale FULL = new PipeScale(3, 8, 5);
}
