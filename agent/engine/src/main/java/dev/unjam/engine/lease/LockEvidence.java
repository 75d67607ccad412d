package dev.unjam.engine.lease;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps what stood in a lock file for the log: it tells of a crash, and the file may go. */
final class LockEvidence {
  private static final int MOST_CHARS = 2000;

  /** A field that is called like a secret, whoever wrote it. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([\\w-]{0,64}(?:key|token|secret|passw(?:or)?d|credentials?|authorization|cookie)"
              + "[\"']?\\s{0,9}[:=]\\s{0,9})(?:\"(?:[^\"\\\\]|\\\\.)*+\"?|[^\\s,;}\"]++)");

  private LockEvidence() {}

  /** Returns its text, or null where it was not read; cut where it is long. */
  static @Nullable String content(LockFile file) {
    String raw = file.raw();
    if (raw == null) {
      return null;
    }
    String text =
        new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    String clean = SECRET.matcher(text).replaceAll("$1\"***\"");
    return CleanText.line(clean, MOST_CHARS);
  }
}
