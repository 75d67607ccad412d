package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the error that ends an answer of one JSON object a line, as Ollama streams it; of a long
 * one the first line may have been cut.
 *
 * <p>Lines of any other kind are somebody's records, which may be about errors.
 */
final class ChunkLines {
  private ChunkLines() {}

  /** The object of the last line where all before are chunks of an answer, or null. */
  static @Nullable Map<?, ?> last(String body) {
    List<String> lines = body.lines().filter(line -> !line.isBlank()).toList();
    int last = lines.size() - 1;
    for (int i = 0; i < last; i++) {
      Map<?, ?> map = object(lines.get(i));
      boolean cut = i == 0 && map == null && last > 1;
      if (!cut && (map == null || !isChunk(map))) {
        return null;
      }
    }
    return last < 1 ? null : object(lines.get(last));
  }

  private static boolean isChunk(Map<?, ?> map) {
    return map.containsKey("model") && "false".equals(map.get("done"));
  }

  private static @Nullable Map<?, ?> object(String line) {
    Json json = Json.read(line, 0);
    return json != null
            && json.complete()
            && line.substring(Math.min(json.end(), line.length())).isBlank()
            && json.root() instanceof Map<?, ?> map
        ? map
        : null;
  }
}
