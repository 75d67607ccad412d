package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the error inside a JSON answer whose status does not say that it is one.
 *
 * <p>Looks only where a server puts an error and a model cannot: at the root and in the few
 * envelopes that providers use.
 */
final class ErrorShape {
  private static final Set<String> SUCCESS =
      Set.of(
          "",
          "0",
          "200",
          "201",
          "20000",
          "success",
          "ok",
          "succeeded",
          "completed",
          "true",
          "00000");
  private static final Set<String> AT_WORK =
      Set.of(
          "in_progress",
          "queued",
          "running",
          "pending",
          "processing",
          "retrying",
          "completed",
          "succeeded");
  private static final List<String> ERROR_KEYS = List.of("error", "Error", "errors", "err");
  private static final List<String> CODE_KEYS =
      List.of(
          "code",
          "error_code",
          "errorCode",
          "err_code",
          "errcode",
          "errCode",
          "status_code",
          "__type");
  private static final List<String> TEXT_KEYS =
      List.of(
          "message",
          "msg",
          "error_msg",
          "error_message",
          "errorMessage",
          "errmsg",
          "Message",
          "status_msg");
  private static final List<String> PAYLOAD_KEYS =
      List.of("choices", "candidates", "content", "output", "result", "completion", "embeddings");

  private ErrorShape() {}

  /** The error of a root object; null where it has none. */
  static @Nullable Object find(Map<?, ?> root) {
    if (isRecordOfWork(root)) {
      return null;
    }
    for (String key : ERROR_KEYS) {
      if (isError(root.get(key))) {
        return root;
      }
    }
    if (root.entrySet().stream().anyMatch(ErrorShape::isException)) {
      return root;
    }
    Object inner = enveloped(root);
    if (inner != null) {
      return inner;
    }
    if (isTyped(root) || hasFailureCode(root)) {
      return root;
    }
    return choiceError(root);
  }

  /** A job that goes on, or went well in the end, may tell what an earlier attempt met. */
  private static boolean isRecordOfWork(Map<?, ?> root) {
    return root.get("status") instanceof String status
        && AT_WORK.contains(status.toLowerCase(Locale.ROOT));
  }

  static boolean looksLikeError(Map<?, ?> map) {
    return find(map) != null || (hasCode(map) && hasText(map));
  }

  private static @Nullable Object enveloped(Map<?, ?> root) {
    if (root.get("base_resp") instanceof Map<?, ?> base && hasFailureCode(base)) {
      return base;
    }
    if (root.get("header") instanceof Map<?, ?> header && hasFailureCode(header)) {
      return header;
    }
    if (root.get("fault") instanceof Map<?, ?> fault) {
      return fault;
    }
    for (String key : List.of("response", "Response", "ResponseMetadata", "turn")) {
      if (root.get(key) instanceof Map<?, ?> inner) {
        for (String error : ERROR_KEYS) {
          if (isError(inner.get(error))) {
            return inner.get(error);
          }
        }
      }
    }
    return null;
  }

  private static boolean isError(@Nullable Object value) {
    if (value instanceof String text) {
      return !SUCCESS.contains(text.toLowerCase(Locale.ROOT)) && !text.equals("false");
    }
    return (value instanceof Map<?, ?> map && !map.isEmpty())
        || (value instanceof List<?> list && !list.isEmpty());
  }

  /** AWS event streams name the error by the member, such as {@code throttlingException}. */
  private static boolean isException(Map.Entry<?, ?> member) {
    return String.valueOf(member.getKey()).endsWith("Exception")
        && member.getValue() instanceof Map<?, ?> map
        && hasText(map);
  }

  private static boolean isTyped(Map<?, ?> root) {
    return ("error".equals(root.get("type")) || "error".equals(root.get("object")))
        && hasText(root);
  }

  private static boolean hasFailureCode(Map<?, ?> map) {
    return hasCode(map)
        && hasText(map)
        && PAYLOAD_KEYS.stream().noneMatch(k -> isError(map.get(k)));
  }

  private static boolean hasCode(Map<?, ?> map) {
    for (String key : CODE_KEYS) {
      if (map.get(key) instanceof String code && !SUCCESS.contains(code.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasText(Map<?, ?> map) {
    return TEXT_KEYS.stream().anyMatch(key -> map.get(key) instanceof String);
  }

  /** OpenRouter reports a provider that failed in mid-stream inside the choice. */
  private static @Nullable Object choiceError(Map<?, ?> root) {
    if (root.get("choices") instanceof List<?> choices) {
      for (Object choice : choices) {
        if (choice instanceof Map<?, ?> map && isError(map.get("error"))) {
          return map.get("error");
        }
      }
    }
    return null;
  }
}
