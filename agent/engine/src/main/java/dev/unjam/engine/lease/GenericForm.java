package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object, for a gateway whose own words are not known. */
final class GenericForm implements TranscriptForm {
  @Override
  public boolean isChained() {
    return false;
  }

  @Override
  public @Nullable String header(Path transcript, RecoveryEntry entry) {
    return null;
  }

  @Override
  public String line(Path transcript, RecoveryEntry entry, @Nullable String parent) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("type", "error");
    line.put("timestamp", TranscriptNames.time(entry.at()));
    line.putAll(entry.data());
    line.put("message", entry.message());
    line.put("incident", entry.incident());
    return JsonText.write(line);
  }

  @Override
  public boolean tells(Map<String, @Nullable Object> object, String incident) {
    return incident.equals(object.get("incident"));
  }
}
