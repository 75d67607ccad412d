package dev.unjam.engine.lease;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what stood in a lock file for the log, since it tells of a crash and the file may go: every
 * field by its name, and the values of those that we know, for of the others nobody knows what is
 * in them.
 */
final class LockEvidence {
  private static final int MOST_CHARS = 2000;
  private static final int MOST_OF_A_VALUE = 200;
  private static final String HIDDEN = "***";

  /** What is read of a lock file anywhere here. */
  private static final Set<String> KNOWN =
      Set.of(
          "pid",
          "createdAt",
          "starttime",
          "maxHoldMs",
          "hostname",
          "host",
          "bootId",
          "boot_id",
          "pidNamespace",
          "pid_ns",
          "pidns");

  private LockEvidence() {}

  /** Returns it as a line of JSON where it is some, or null where it was not read. */
  static @Nullable String content(LockFile file) {
    String raw = file.raw();
    if (raw == null) {
      return null;
    }
    if (file.problem() != null) {
      return HIDDEN + " (" + raw.length() + " bytes)";
    }
    Long pid = file.pid();
    if (raw.isBlank() || (file.fields().isEmpty() && pid != null)) {
      return pid == null ? "" : pid.toString();
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    file.fields()
        .forEach((name, value) -> fields.put(CleanText.line(name, 80), shown(name, value)));
    return CleanText.line(JsonText.write(fields), MOST_CHARS);
  }

  private static @Nullable Object shown(String name, @Nullable Object value) {
    if (!KNOWN.contains(name)) {
      return HIDDEN;
    }
    if (value instanceof String text) {
      return CleanText.line(text, MOST_OF_A_VALUE);
    }
    return value == null || value instanceof Number ? value : HIDDEN;
  }
}
