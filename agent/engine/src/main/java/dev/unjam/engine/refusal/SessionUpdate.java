package dev.unjam.engine.refusal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds in an ACP session update what the agent says of its own failure.
 *
 * <p>An update brings what a model said, what a tool did and what a user wrote: none of that is
 * looked at. What counts is a closed list of kinds that are failures, an error object beside a
 * message, and what agents are known to tell of their provider in {@code _meta}.
 */
final class SessionUpdate {
  private static final String KIND = "sessionUpdate";

  /** How the kinds of update begin that tell of others' doings, or bring others' words. */
  private static final List<String> OF_OTHERS =
      List.of(
          "tool",
          "user",
          "subagent",
          "task",
          "plan",
          "hook",
          "terminal",
          "mcp",
          "command",
          "available_commands");

  private static final Set<String> RETRIES = Set.of("retry", "retry_state");

  /** What a retry's own type says while it has not helped. */
  private static final Set<String> UNSETTLED =
      Set.of("", "retrying", "retry", "scheduled", "waiting", "failed", "error", "exhausted");

  private static final Set<String> FAILED = Set.of("failed", "error");

  /** Whose status is the agent's own. */
  private static final Set<String> STATES = Set.of("session_status", "agent_status");

  /** Beside whose content an error may stand; the kind of a bare error is missing. */
  private static final Set<String> WITH_ERROR =
      Set.of("", "agent_message_chunk", "session_status", "agent_status");

  private static final Pattern SETTLED =
      Pattern.compile("succe|complete|\\bended\\b|_ended\\b|recover", Pattern.CASE_INSENSITIVE);

  private static final Pattern VENDORS_ERROR = Pattern.compile("(?:[\\w.-]{1,64}/)?error");

  private static final Pattern SOMEBODYS = Pattern.compile("tool|check|hook|mcp");

  /** What a title, a tool's output or a message says, of which nothing is read. */
  private static final Set<String> CONTENT =
      Set.of(
          KIND,
          "title",
          "rawOutput",
          "rawInput",
          "content",
          "name",
          "description",
          "body",
          "raw",
          "result",
          "_meta");

  private final Evidence evidence;
  private final ErrorObject errors;

  private SessionUpdate(Evidence evidence) {
    this.evidence = evidence;
    this.errors = new ErrorObject(evidence);
  }

  /** The update that a notification brings, or null if it is none. */
  static @Nullable Map<?, ?> of(Map<?, ?> root) {
    String method = text(root, "method");
    boolean tells = method.endsWith("update") || method.endsWith("session_notification");
    return tells
            && root.get("params") instanceof Map<?, ?> params
            && params.get("update") instanceof Map<?, ?> update
        ? update
        : null;
  }

  /** Takes what such an update says of a failure. */
  static void read(Map<?, ?> update, Evidence evidence) {
    String kind = text(update, KIND);
    if (!update.containsKey("toolCallId") && OF_OTHERS.stream().noneMatch(kind::startsWith)) {
      new SessionUpdate(evidence).read(kind, update);
    }
  }

  private void read(String kind, Map<?, ?> update) {
    if (isFailure(kind, update)
        || (STATES.contains(kind) && FAILED.contains(text(update, "status")))) {
      Map<Object, Object> own = new HashMap<>(update);
      own.keySet().removeAll(CONTENT);
      evidence.failed();
      errors.read(own);
    } else if (WITH_ERROR.contains(kind) && update.get("error") instanceof Map<?, ?> error) {
      if (ErrorShape.find(update) != null) {
        evidence.failed();
        errors.read(error);
      }
    }
    if (update.get("_meta") instanceof Map<?, ?> meta) {
      meta.forEach((key, value) -> meta(String.valueOf(key), value));
    }
  }

  private static boolean isFailure(String kind, Map<?, ?> update) {
    boolean turn = kind.startsWith("turn_") && "error".equals(update.get("stop_reason"));
    boolean own = kind.endsWith("_retry") && !SOMEBODYS.matcher(kind).find();
    boolean retry = RETRIES.contains(kind) || own;
    return turn
        || kind.equals("error")
        || kind.equals("turn_failed")
        || (retry && UNSETTLED.contains(text(update, "type")) && !isSettled(update));
  }

  private static boolean isSettled(Map<?, ?> update) {
    return update.entrySet().stream()
        .anyMatch(
            each ->
                SETTLED.matcher(String.valueOf(each.getKey())).find()
                    ? "true".equals(each.getValue())
                    : !CONTENT.contains(String.valueOf(each.getKey()))
                        && each.getValue() instanceof String said
                        && SETTLED.matcher(said).find());
  }

  /** By exact names: what a tool's or a check's error was may stand there too. */
  private void meta(String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> map && isFailure(key, map, map.get("error"))) {
      evidence.failed();
      errors.read(map);
    }
  }

  private static boolean isFailure(String key, Map<?, ?> value, @Nullable Object error) {
    return switch (key) {
      case "opencode/retry" -> error != null;
      case "_claude/rateLimit" -> "rejected".equals(value.get("status"));
      default ->
          VENDORS_ERROR.matcher(key).matches()
              && !SOMEBODYS.matcher(key.toLowerCase(Locale.ROOT)).find()
              && ErrorShape.looksLikeError(value);
    };
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
  }
}
