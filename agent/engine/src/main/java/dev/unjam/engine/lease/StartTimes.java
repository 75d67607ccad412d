package dev.unjam.engine.lease;

import java.time.Duration;
import java.time.Instant;

/** What may be concluded from times of start that come from different clocks and languages. */
final class StartTimes {
  /**
   * Ten years of clock ticks: more than that is a wall-clock time that somebody else's unit has.
   */
  private static final long MOST_TICKS = 10L * 365 * 24 * 3600 * 100;

  /** The boot time in {@code /proc/stat} is cut to whole seconds, and clocks are slewed. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private StartTimes() {}

  static boolean areTicks(long written) {
    return written > 0 && written < MOST_TICKS;
  }

  static boolean isAfter(Instant started, Instant created) {
    return started.isAfter(created.plus(MARGIN));
  }
}
