package dev.unjam.engine.config;

import java.time.Duration;

/**
 * Reads durations as people write them: a whole number with {@code ms}, {@code s}, {@code m} or
 * {@code h}.
 */
final class Durations {
  private static final long MOST_MILLIS = 7L * 24 * 3_600_000;
  private static final int MOST_DIGITS = 12;

  private Durations() {}

  /** The duration, from one millisecond to seven days. */
  static Duration parse(Setting setting) throws BadOptionException {
    String text = setting.value();
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    long unit = millisOf(text.substring(digits));
    if (digits == 0 || unit == 0) {
      throw setting.bad("must be a whole number with ms, s, m or h, such as 250ms, 30s, 2m or 1h");
    }
    long count = digits > MOST_DIGITS ? MOST_MILLIS + 1 : Long.parseLong(text, 0, digits, 10);
    if (count == 0 || count > MOST_MILLIS / unit) {
      throw setting.bad("must be more than zero and at most 168h");
    }
    return Duration.ofMillis(count * unit);
  }

  private static long millisOf(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 0;
    };
  }
}
