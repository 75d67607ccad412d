package dev.unjam.engine.refusal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait, never negative, never above {@link #LONGEST}.
 *
 * @param time the wait
 * @param about whether the provider only estimated it, as in "~2 weeks"
 */
record Wait(Duration time, boolean about) {
  static final Duration LONGEST = Duration.ofDays(366);
  private static final double EPOCH_SECONDS = 1e9;
  private static final double EPOCH_MILLIS = 1e12;

  Wait {
    if (time.isNegative()) {
      time = Duration.ZERO;
    } else if (time.compareTo(LONGEST) > 0) {
      time = LONGEST;
    }
  }

  static Wait of(Duration time) {
    return new Wait(time, false);
  }

  /** From a point in time; null where it is not known when the answer came. */
  static @Nullable Wait until(Instant when, @Nullable Instant now) {
    return now == null ? null : of(Duration.between(now, when));
  }

  /**
   * From a bare number: seconds, or epoch seconds or milliseconds where it is too large for that.
   */
  static @Nullable Wait ofNumber(double number, @Nullable Instant now) {
    if (number >= EPOCH_MILLIS * 10) {
      return null;
    }
    if (number >= EPOCH_MILLIS) {
      return until(Instant.ofEpochMilli((long) number), now);
    }
    if (number >= EPOCH_SECONDS) {
      return until(Instant.ofEpochMilli((long) (number * 1000)), now);
    }
    return of(seconds(number));
  }

  static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(Math.min(seconds, (double) LONGEST.toSeconds()) * 1000));
  }
}
