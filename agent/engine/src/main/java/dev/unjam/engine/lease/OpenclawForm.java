package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The words of a gateway whose own reader takes the line for a failed prompt. */
final class OpenclawForm implements TranscriptForm {
  @Override
  public boolean isChained() {
    return true;
  }

  @Override
  public String header(Path transcript, RecoveryEntry entry) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("type", "session");
    line.put("version", 3);
    line.put("id", TranscriptNames.session(transcript));
    line.put("timestamp", TranscriptNames.time(entry.at()));
    line.put("cwd", System.getProperty("user.dir", ""));
    return JsonText.write(line);
  }

  @Override
  public String line(Path transcript, RecoveryEntry entry, @Nullable String parent) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("timestamp", entry.at().toEpochMilli());
    data.put("sessionId", TranscriptNames.session(transcript));
    data.putAll(entry.data());
    data.put("error", entry.message());
    data.put("incident", entry.incident());
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("type", "custom");
    line.put("customType", "openclaw:prompt-error");
    line.put("data", data);
    line.put("id", UUID.randomUUID().toString().substring(0, 8));
    line.put("parentId", parent);
    line.put("timestamp", TranscriptNames.time(entry.at()));
    return JsonText.write(line);
  }

  @Override
  public boolean tells(Map<String, @Nullable Object> object, String incident) {
    return object.get("data") instanceof Map<?, ?> data && incident.equals(data.get("incident"));
  }
}
