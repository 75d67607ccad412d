package dev.unjam.engine;

import java.util.concurrent.TimeUnit;

/**
 * Since when something is open, by two clocks: the credited one, by which it is judged and which
 * stands still within a tick and counts little of a pause, and the JVM's own.
 *
 * @param credited in credited milliseconds
 * @param nanos of {@link System#nanoTime}
 */
record OpenSince(long credited, long nanos) {
  /** Since this moment. */
  static OpenSince now(long credited) {
    return new OpenSince(credited, System.nanoTime());
  }

  /**
   * For how long, in milliseconds: what the operator sees in the log's own times, and no less than
   * was credited.
   */
  long millis(long creditedNow) {
    long real = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    return Math.max(creditedNow - credited, real);
  }
}
