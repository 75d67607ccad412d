package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
          "session.retry.scheduled",
          "retry");
  private static final Set<String> ENVELOPES =
      Set.of(
          "params", "msg", "item", "turn", "message", "event", "payload", "properties", "status");
  private static final String SUBAGENTS_RETRY = "subagent_retry";

  /** By the type of an event or an item, in small letters without what is between its words. */
  private static final Set<String> TOOLS =
      Set.of("commandexecution", "mcptoolcall", "dynamictoolcall", "websearch", "filechange");

  private static final Set<String> CLINES_ERRORS = Set.of("error", "error_retry");

  private static final Set<String> ERROR_METHODS =
      Set.of("error", "turn/failed", "codex/event", "turn/completed");

  private static final List<String> NAMES = List.of("jsonrpc", "method", "type", "error");

  private ChildMessage() {}

  /** Whether an object, of which the end may be missing, is one of an agent's or a provider's. */
  static boolean isNamed(Map<?, ?> root) {
    return NAMES.stream().anyMatch(root::containsKey);
  }

  /** The message itself and what it wraps, outermost first; never what a model or a tool said. */
  static List<Map<?, ?>> candidates(Map<?, ?> root, Sayings sayings) {
    List<Map<?, ?>> found = new ArrayList<>();
    if (isOfOthers(root, sayings)) {
      add(root.get(SUBAGENTS_RETRY), found);
      return found;
    }
    found.add(root);
    Object method = root.get("method");
    if (method == null || isErrorMethod(method.toString())) {
      unwrap(root, found, sayings);
    } else if (method.equals("event")
        && root.get("params") instanceof Map<?, ?> params
        && "StepRetry".equals(params.get("type"))) {
      add(params.get("payload"), found);
    }
    return found;
  }

  private static void add(@Nullable Object inner, List<Map<?, ?>> found) {
    if (inner instanceof Map<?, ?> map) {
      found.add(map);
    }
  }

  /** What a tool, a command or a user brings, whatever errors are in it. */
  private static boolean isOfOthers(Map<?, ?> map, Sayings sayings) {
    String type = ErrorObject.plainKey(String.valueOf(map.get("type")));
    return type.equals("user")
        || type.startsWith("tool")
        || (map.get("error") instanceof Map<?, ?> error && isOfATool(error))
        || isWeak(type, map, sayings)
        || TOOLS.contains(type)
        || map.containsKey("toolCallId")
        || map.containsKey("tool_call_id")
        || map.containsKey("tool_use_id");
  }

  private static boolean isOfATool(Map<?, ?> error) {
    return Stream.of("type", "name")
        .anyMatch(key -> ErrorObject.plainKey(String.valueOf(error.get(key))).startsWith("tool"));
  }

  /** An error that is nothing but a sentence may be a compiler's or a server's of tools. */
  private static boolean isWeak(String type, Map<?, ?> map, Sayings sayings) {
    return type.equals("error")
        && map.get("message") instanceof String said
        && map.keySet().stream().noneMatch(ChildMessage::tellsMore)
        && (!sayings.refuse(said) || sayings.isOfOthersLine(said));
  }

  private static boolean tellsMore(Object key) {
    String plain = ErrorObject.plainKey(String.valueOf(key));
    return plain.startsWith("error") || plain.endsWith("code") || plain.endsWith("status");
  }

  private static boolean isErrorMethod(String method) {
    String lower = method.toLowerCase(Locale.ROOT);
    return ERROR_METHODS.contains(lower)
        || lower.endsWith("/error")
        || lower.endsWith("/retry")
        || lower.endsWith("/rate_limit");
  }

  private static void unwrap(Map<?, ?> map, List<Map<?, ?>> found, Sayings sayings) {
    map.forEach(
        (key, value) -> {
          if (found.size() < 4
              && ENVELOPES.contains(String.valueOf(key))
              && value instanceof Map<?, ?> inner
              && !isOfOthers(inner, sayings)) {
            found.add(inner);
            unwrap(inner, found, sayings);
          }
        });
  }

  /** What Claude Code says in the assistant's place when the request failed; null for the rest. */
  static @Nullable Object standIn(Map<?, ?> root) {
    boolean named = "assistant".equals(root.get("type")) && root.get("error") instanceof String;
    boolean api = named || "true".equals(root.get("isApiErrorMessage"));
    return api && root.get("message") instanceof Map<?, ?> message
        ? Texts.of(message.get("content"))
        : null;
  }

  /**
   * What Cline says of a request that failed, in the words of its provider's client; null for the
   * rest.
   */
  static @Nullable String told(Map<?, ?> root) {
    boolean failed =
        ("say".equals(root.get("type")) && CLINES_ERRORS.contains(String.valueOf(root.get("say"))))
            || ("ask".equals(root.get("type")) && "api_req_failed".equals(root.get("ask")));
    return failed && root.get("text") instanceof String text ? text : null;
  }

  static boolean isFailure(Map<?, ?> map) {
    return FAILED_TYPES.contains(String.valueOf(map.get("type")))
        || "true".equals(map.get("is_error"))
        || "true".equals(map.get("isApiErrorMessage"))
        || "error".equals(map.get("stopReason"))
        || "api_retry".equals(map.get("subtype"))
        || map.containsKey("next_attempt")
        || map.containsKey("error_category")
        || isRejected(map);
  }

  /** Claude Code tells its plan's state in an event of its own. */
  private static boolean isRejected(Map<?, ?> map) {
    return map.get("rate_limit_info") instanceof Map<?, ?> info
        && "rejected".equals(info.get("status"));
  }
}
