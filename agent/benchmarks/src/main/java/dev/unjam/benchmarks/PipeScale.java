package dev.unjam.benchmarks;

/**
 * How much is measured of pipes.
 *
 * @param launches how often the processes are started anew
 * @param firsts how often besides for their first megabytes alone
 * @param settles after so many seconds without much compiling the windows count
 * @param patience but they do in any case after so many
 * @param rounds short windows that count, of each setting, in turn
 */
record PipeScale(int launches, int firsts, int settles, int patience, int rounds) {
  /** In some minutes. */
  static final PipeScale QUICK = new PipeScale(1, 1, 1, 4, 11);

  /** What is published where time does not matter. */
  static final PipeScale FULL = new PipeScale(5, 0, 2, 20, 21);
}
