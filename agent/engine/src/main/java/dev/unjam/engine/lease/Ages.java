package dev.unjam.engine.lease;

import java.time.Duration;

/** Writes ages the way operators know them: {@code 45s}, {@code 9m26s}, {@code 2h0m5s}. */
final class Ages {
  private Ages() {}

  static String text(Duration age) {
    long hours = age.toHours();
    String seconds = age.toSecondsPart() + "s";
    if (hours > 0) {
      return hours + "h" + age.toMinutesPart() + "m" + seconds;
    }
    return age.toMinutes() > 0 ? age.toMinutes() + "m" + seconds : seconds;
  }
}
