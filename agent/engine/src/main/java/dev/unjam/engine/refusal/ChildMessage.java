package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows the forms in which agents on stdio report that a turn failed. */
final class ChildMessage {
  private static final Set<String> FAILED_TYPES =
      Set.of(
          "error",
          "turn.failed",
          "stream_error",
          "response.failed",
          "api_error",
          "auto_retry_start",
          "session.error",
          "retry");
  private static final Set<String> ENVELOPES =
      Set.of(
          "params", "msg", "item", "turn", "message", "event", "payload", "properties", "status");
  private static final Set<String> ERROR_METHODS =
      Set.of("error", "turn/failed", "codex/event", "turn/completed");

  private ChildMessage() {}

  /** The message itself and what it wraps, outermost first; never what a model said. */
  static List<Map<?, ?>> candidates(Map<?, ?> root) {
    List<Map<?, ?>> found = new ArrayList<>();
    found.add(root);
    Object method = root.get("method");
    if (method != null && !isErrorMethod(method.toString())) {
      return found;
    }
    unwrap(root, found);
    return found;
  }

  private static boolean isErrorMethod(String method) {
    String lower = method.toLowerCase(Locale.ROOT);
    return ERROR_METHODS.contains(lower)
        || lower.endsWith("/error")
        || lower.endsWith("/rate_limit");
  }

  private static void unwrap(Map<?, ?> map, List<Map<?, ?>> found) {
    map.forEach(
        (key, value) -> {
          if (found.size() < 4
              && ENVELOPES.contains(String.valueOf(key))
              && value instanceof Map<?, ?> inner) {
            found.add(inner);
            unwrap(inner, found);
          }
        });
  }

  /** What Claude Code says in the assistant's place when the request failed; null for the rest. */
  static @Nullable Object standIn(Map<?, ?> root) {
    boolean api = "true".equals(root.get("isApiErrorMessage"));
    return api && root.get("message") instanceof Map<?, ?> message
        ? texts(message.get("content"))
        : null;
  }

  private static List<Object> texts(@Nullable Object content) {
    List<Object> texts = new ArrayList<>();
    if (content instanceof List<?> parts) {
      for (Object part : parts) {
        if (part instanceof Map<?, ?> map && map.get("text") instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  static boolean isFailure(Map<?, ?> map) {
    return FAILED_TYPES.contains(String.valueOf(map.get("type")))
        || "true".equals(map.get("is_error"))
        || "true".equals(map.get("isApiErrorMessage"))
        || "error".equals(map.get("stopReason"))
        || "api_retry".equals(map.get("subtype"))
        || isRejected(map);
  }

  /** Claude Code tells its plan's state in an event of its own. */
  private static boolean isRejected(Map<?, ?> map) {
    return map.get("rate_limit_info") instanceof Map<?, ?> info
        && "rejected".equals(info.get("status"));
  }
}
