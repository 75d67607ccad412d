package dev.unjam.engine.lease;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is about to be written, as the journal keeps it.
 *
 * @param transcript the transcript's name, in the journal's own folder; perhaps one that this JVM's
 *     locale cannot write
 * @param size how large the transcript was, 0 where it was missing: the entry is behind this
 * @param entry what is to be said
 */
record PendingEntry(String transcript, long size, RecoveryEntry entry) {
  private static final String DONE = "done";

  /** Names the entry: an incident is told once in each transcript. */
  String key() {
    return key(transcript, entry.incident());
  }

  static String key(String transcript, String incident) {
    return incident + " " + transcript;
  }

  String toLine() {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("transcript", transcript);
    line.put("size", size);
    line.put("incident", entry.incident());
    line.put("at", entry.at().toString());
    line.put("message", entry.message());
    line.put("data", entry.data());
    return JsonText.write(line);
  }

  /** The line that says that an entry is written, or need not be. */
  static String doneLine(String key) {
    return JsonText.write(Map.of(DONE, key));
  }

  /** Takes a line of the journal into account; one that is neither kind says nothing. */
  static void read(String line, Map<String, PendingEntry> pending) {
    Map<String, @Nullable Object> fields = JsonText.object(line).orElse(Map.of());
    if (fields.get(DONE) instanceof String key) {
      pending.remove(key);
    } else {
      of(fields).ifPresent(entry -> pending.put(entry.key(), entry));
    }
  }

  private static Optional<PendingEntry> of(Map<String, @Nullable Object> fields) {
    if (fields.get("transcript") instanceof String transcript
        && isPlain(transcript)
        && fields.get("size") instanceof Long size
        && fields.get("incident") instanceof String incident
        && fields.get("at") instanceof String at
        && fields.get("message") instanceof String message
        && fields.get("data") instanceof Map<?, ?> data) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      data.forEach((key, value) -> copy.put(String.valueOf(key), value));
      try {
        RecoveryEntry entry = new RecoveryEntry(incident, Instant.parse(at), message, copy);
        return Optional.of(new PendingEntry(transcript, size, entry));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whoever can write into the folder must not lead us out of it. */
  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.startsWith(".")
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && name.indexOf('\0') < 0
        && isOne(name);
  }

  /** What only another locale can write is kept for a process of that. */
  private static boolean isOne(String name) {
    try {
      return Path.of(name).getNameCount() == 1;
    } catch (InvalidPathException e) {
      return true;
    }
  }
}
