package dev.unjam.engine.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What may be concluded from times of start that come from different clocks and languages. */
final class StartTimes {
  /**
   * Ten years of clock ticks: more than that is a wall-clock time that somebody else's unit has.
   */
  private static final long MOST_TICKS = 10L * 365 * 24 * 3600 * 100;

  /** The boot time in {@code /proc/stat} is cut to whole seconds, and clocks are slewed. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private static final long TICKS_A_SECOND = 100;

  /** Ten seconds: the kernel's own threads began before, and few ticks are like few seconds. */
  private static final long EARLIEST_TICKS = 10 * TICKS_A_SECOND;

  private StartTimes() {}

  static boolean areTicks(long written) {
    return written > 0 && written < MOST_TICKS;
  }

  /**
   * Whether what is written is the start of this very process after all, but no clock ticks:
   * seconds or milliseconds since boot, or seconds since 1970. Who has lost a pid to another
   * process will hardly have started at a time that reads like that.
   */
  static boolean isInAnotherUnit(long written, long ticks, Optional<Instant> startedAt) {
    long margin = MARGIN.toSeconds();
    boolean tells = ticks >= EARLIEST_TICKS;
    return (tells && isNear(written, ticks / TICKS_A_SECOND, 1))
        || (tells && isNear(written, ticks * 1000 / TICKS_A_SECOND, TimeUnit.SECONDS.toMillis(1)))
        || startedAt.filter(at -> isNear(written, at.getEpochSecond(), margin)).isPresent();
  }

  private static boolean isNear(long written, long actual, long margin) {
    return Math.abs(written - actual) <= margin;
  }

  static boolean isAfter(Instant started, Instant created) {
    return started.isAfter(created.plus(MARGIN));
  }
}
