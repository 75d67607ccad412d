package dev.unjam.benchmarks;

/**
 * How long is measured.
 *
 * @param rounds how often everything is run; the medians count
 * @param warmUps iterations before those that count
 * @param iterations iterations that count
 * @param millis length of an iteration
 * @param snapshots how many snapshots are timed
 */
record Scale(int rounds, int warmUps, int iterations, int millis, int snapshots) {
  /** To see that it works. */
  static final Scale QUICK = new Scale(1, 3, 2, 200, 100);

  /** What is published. */
  static final Scale FULL = new Scale(3, 3, 4, 500, 500);
}
