package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What transcripts call their session and their time. */
final class TranscriptNames {
  private static final String ENDING = ".jsonl";

  /** Always three digits after the second, as JavaScript writes them. */
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private TranscriptNames() {}

  static String session(Path transcript) {
    String name = String.valueOf(transcript.getFileName());
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }

  static String time(Instant at) {
    return MILLISECONDS.format(at);
  }
}
