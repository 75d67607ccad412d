package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts a recovery entry into the words of a transcript's form. */
final class TranscriptEntry {
  /** Always three digits after the second, as JavaScript writes them. */
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private TranscriptEntry() {}

  /** Returns the line, without its end, that a gateway's own reader takes for a failed prompt. */
  static String openclaw(Path transcript, RecoveryEntry entry, @Nullable String parent) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("timestamp", entry.at().toEpochMilli());
    data.put("sessionId", sessionId(transcript));
    data.putAll(entry.data());
    data.put("error", entry.message());
    data.put("incident", entry.incident());
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("type", "custom");
    line.put("customType", "openclaw:prompt-error");
    line.put("data", data);
    line.put("id", UUID.randomUUID().toString().substring(0, 8));
    line.put("parentId", parent);
    line.put("timestamp", time(entry.at()));
    return JsonText.write(line);
  }

  /** Returns the first line of a transcript that starts with this entry. */
  static String openclawHeader(Path transcript, Instant at) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("type", "session");
    line.put("version", 3);
    line.put("id", sessionId(transcript));
    line.put("timestamp", time(at));
    line.put("cwd", System.getProperty("user.dir", ""));
    return JsonText.write(line);
  }

  static String generic(RecoveryEntry entry) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("type", "error");
    line.put("timestamp", time(entry.at()));
    line.putAll(entry.data());
    line.put("message", entry.message());
    line.put("incident", entry.incident());
    return JsonText.write(line);
  }

  private static String sessionId(Path transcript) {
    String name = String.valueOf(transcript.getFileName());
    return name.endsWith(".jsonl") ? name.substring(0, name.length() - ".jsonl".length()) : name;
  }

  private static String time(Instant at) {
    return MILLISECONDS.format(at);
  }
}
