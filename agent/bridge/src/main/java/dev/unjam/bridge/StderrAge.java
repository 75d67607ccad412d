package dev.unjam.bridge;

/**
 * Tells how much of a child's error stream is so old that whatever the child wrote to its output
 * before has been read by now.
 *
 * <p>The two are pipes with a reader each, and have no order: a frame that is read behind a line of
 * the error stream may have been written before it. In credited milliseconds; any thread.
 */
final class StderrAge {
  /** What was said in so short a time is looked at as one. */
  private static final long SHORT_MILLIS = 500;

  /** How much had been said when the last stretch but one began, and when that was. */
  private long olderFrom;

  private long olderAt = -2 * SHORT_MILLIS;

  /** The same of the last stretch. */
  private long newerFrom;

  private long newerAt = -2 * SHORT_MILLIS;

  /** More is said behind so many bytes. */
  synchronized void says(long total) {
    long now = Ticks.now();
    if (now - newerAt >= SHORT_MILLIS) {
      olderFrom = newerFrom;
      olderAt = newerAt;
      newerFrom = total;
      newerAt = now;
    }
  }

  /** How many of so many bytes are old enough. */
  synchronized long settled(long total) {
    long end = Ticks.now() - 2 * SHORT_MILLIS;
    return olderAt > end ? olderFrom : newerAt > end ? newerFrom : total;
  }
}
