package dev.unjam.bridge;

/**
 * The clock of credited time: the sum of the watchdog's own capped ticks, in milliseconds.
 *
 * <p>Everything that the bridge stamps is stamped with it, so that a pause of the whole process
 * counts for nothing. It starts at 1: a stamp of 0 means "never".
 */
public final class Ticks {
  /**
   * Written by the watchdog alone. Not volatile: woven code reads it on every lock operation, and a
   * value that is a tick old is as good.
   */
  @SuppressWarnings("NonFinalStaticField")
  private static long now = 1;

  private Ticks() {}

  /** Credited milliseconds since the agent started. */
  public static long now() {
    return now;
  }

  /** Moves the clock; the watchdog's thread only. */
  public static void advance(long millis) {
    now += millis;
  }
}
