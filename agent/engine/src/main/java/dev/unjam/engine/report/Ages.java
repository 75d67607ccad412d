package dev.unjam.engine.report;

import java.time.Duration;

/**
 * Writes durations as operators know them: {@code 250ms}, {@code 3s}, {@code 9m26s}, {@code
 * 1h2m3s}.
 */
public final class Ages {
  private Ages() {}

  /** The duration in whole seconds, or milliseconds below one second; a negative one is zero. */
  public static String format(Duration age) {
    if (age.isNegative() || age.isZero()) {
      return "0s";
    }
    if (age.toSeconds() == 0) {
      return age.toMillis() + "ms";
    }
    StringBuilder out = new StringBuilder();
    if (age.toHours() > 0) {
      out.append(age.toHours()).append('h');
    }
    if (age.toMinutes() > 0) {
      out.append(age.toMinutesPart()).append('m');
    }
    return out.append(age.toSecondsPart()).append('s').toString();
  }
}
