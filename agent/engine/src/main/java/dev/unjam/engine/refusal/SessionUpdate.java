package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds in an ACP session update what the agent says of its own failure.
 *
 * <p>An update brings what a model said, what a tool did and what a user wrote: none of that is
 * looked at. What counts is an update that says by its kind or its status that it is a failure, an
 * error object beside the content, and what agents tell of their provider in {@code _meta}.
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

  /** What a retry's own type says while it has not helped. */
  private static final Set<String> UNSETTLED =
      Set.of("", "retrying", "retry", "scheduled", "waiting", "failed", "error", "exhausted");

  private static final Set<String> FAILED = Set.of("failed", "error");

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
    if (isFailure(kind, update)) {
      evidence.failed();
      errors.read(update);
    } else if (FAILED.contains(text(update, "status")) && !isChunk(kind)) {
      evidence.failed();
      errors.read(update);
      errors.read(update.get("rawOutput"));
      errors.read(Texts.of(update.get("content")));
    } else {
      beside(kind, update);
    }
    if (update.get("_meta") instanceof Map<?, ?> meta) {
      meta.forEach((key, value) -> meta(plainKey(key), value));
    }
  }

  private static boolean isFailure(String kind, Map<?, ?> update) {
    boolean turn = kind.startsWith("turn_") && "error".equals(update.get("stop_reason"));
    boolean error = kind.equals("error") || kind.endsWith("_error") || kind.equals("turn_failed");
    boolean retry = kind.startsWith("retry") || kind.endsWith("_retry");
    return turn || error || (retry && UNSETTLED.contains(text(update, "type")));
  }

  /** An error that stands beside what an update is about, which did not fail. */
  private void beside(String kind, Map<?, ?> update) {
    Object error = update.get("error");
    boolean told = error instanceof Map<?, ?> || (error instanceof String && !isChunk(kind));
    if (told && ErrorShape.find(update) != null) {
      evidence.failed();
      errors.read(error);
    }
  }

  private void meta(String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> map && isFailure(key, map, map.get("error"))) {
      evidence.failed();
      errors.read(map);
    }
  }

  private static boolean isFailure(String key, Map<?, ?> value, @Nullable Object error) {
    return (key.endsWith("retry") && error != null)
        || (key.endsWith("ratelimit") && "rejected".equals(value.get("status")))
        || (key.endsWith("error") && ErrorShape.looksLikeError(value));
  }

  private static boolean isChunk(String kind) {
    return kind.endsWith("_chunk");
  }

  private static String plainKey(Object key) {
    return ErrorObject.plainKey(String.valueOf(key));
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
  }
}
