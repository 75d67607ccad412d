package dev.unjam.benchmarks;

/**
 * How much is measured of calls.
 *
 * @param launches how often each client is started anew, under every setting; the medians count
 * @param warmUp calls of each kind before those that count; after 12,000 of OkHttp's the JIT still
 *     compiles, and more where an agent makes methods longer
 * @param rounds windows that count, of each kind and setting, in turn
 * @param calls calls in a window
 * @param starts how often a program is started to see how long that takes
 * @param peerStarts the same under the peer, which takes seconds
 */
record CallScale(int launches, int warmUp, int rounds, int calls, int starts, int peerStarts) {
  /** To see that it works. */
  static final CallScale QUICK = new CallScale(2, 30_000, 15, 300, 15, 1);

  /** What is published. */
  static final CallScale FULL = new CallScale(5, 40_000, 40, 500, 21, 5);
}
