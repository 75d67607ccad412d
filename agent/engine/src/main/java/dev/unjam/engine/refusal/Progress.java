package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the chunks of a stream that bring some of an answer from those that only end it. */
final class Progress {
  /** What a chunk is called that says nothing of the answer's. */
  private static final Pattern SILENT =
      Pattern.compile("(?i).*(ping|heartbeat|keep.?alive|stop|done|end|ended|complete|completed)");

  private static final Pattern LITERAL = Pattern.compile("true|false|-?[0-9][0-9.eE+-]*");

  private static final List<String> NAMES = List.of("type", "event", "kind");

  /** What goes along with an answer and is none. */
  private static final Set<String> ASIDE =
      Set.of(
          "choices",
          "created",
          "event",
          "finish_reason",
          "id",
          "jsonrpc",
          "kind",
          "metadata",
          "model",
          "object",
          "provider",
          "reason",
          "role",
          "status",
          "stop_reason",
          "system_fingerprint",
          "timestamp",
          "type",
          "usage",
          "usageMetadata");

  private Progress() {}

  /** Whether this chunk, which is no error, has something to say, in whatever shape. */
  static boolean isIn(Map<?, ?> chunk) {
    if (chunk.get("choices") instanceof List<?> choices && !choices.isEmpty()) {
      return choices.stream().anyMatch(Progress::saysSomething);
    }
    boolean silent =
        NAMES.stream().anyMatch(key -> chunk.get(key) instanceof String name && isSilent(name));
    return !silent
        && chunk.entrySet().stream()
            .anyMatch(e -> !ASIDE.contains(e.getKey()) && isSaid(e.getValue()));
  }

  /** Whether an event of this name, or with nothing but this word in it, says nothing. */
  static boolean isSilent(String name) {
    return SILENT.matcher(name).matches();
  }

  /** Numbers and literals, which are read as their own text, are counts and flags. */
  private static boolean isSaid(@Nullable Object value) {
    return isThere(value) && !(value instanceof String text && LITERAL.matcher(text).matches());
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
