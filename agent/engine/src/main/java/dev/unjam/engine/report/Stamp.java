package dev.unjam.engine.report;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** The one form of time in every log: ISO 8601 in UTC, always with milliseconds. */
final class Stamp {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Stamp() {}

  static String of(Instant instant) {
    return ISO.format(instant);
  }
}
