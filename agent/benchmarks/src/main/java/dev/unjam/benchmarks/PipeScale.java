package dev.unjam.benchmarks;

/**
 * How much is measured of pipes.
 *
 * @param launches how often the processes are started anew; the medians count
 * @param warmUp windows of each kind before those that count
 * @param rounds windows that count, of each kind and setting, in turn
 * @param free whether what nobody holds a lock for is measured as well
 */
record PipeScale(int launches, int warmUp, int rounds, boolean free) {
  /** To see that it works. */
  static final PipeScale QUICK = new PipeScale(1, 2, 5, false);

  /** What is published. */
  static final PipeScale FULL = new PipeScale(3, 3, 9, true);
}
