package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the chunks of a stream that bring some of an answer from those that only end it. */
final class Progress {
  private static final List<String> PAYLOADS =
      List.of("candidates", "content", "output", "result", "completion", "delta", "text");

  private Progress() {}

  /** Whether this chunk, which is no error, has something to say. */
  static boolean isIn(Map<?, ?> chunk) {
    if (chunk.get("choices") instanceof List<?> choices) {
      return choices.stream().anyMatch(Progress::saysSomething);
    }
    return PAYLOADS.stream().anyMatch(key -> isThere(chunk.get(key)));
  }

  private static boolean saysSomething(Object choice) {
    return choice instanceof Map<?, ?> map
        && (hasContent(map.get("delta"))
            || hasContent(map.get("message"))
            || isThere(map.get("text")));
  }

  private static boolean hasContent(@Nullable Object delta) {
    return delta instanceof Map<?, ?> map
        && map.entrySet().stream()
            .anyMatch(e -> !"role".equals(e.getKey()) && isThere(e.getValue()));
  }

  private static boolean isThere(@Nullable Object value) {
    return (value instanceof String text && !text.isEmpty())
        || (value instanceof Map<?, ?> map && !map.isEmpty())
        || (value instanceof List<?> list && !list.isEmpty());
  }
}
