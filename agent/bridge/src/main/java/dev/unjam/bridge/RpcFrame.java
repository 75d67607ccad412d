package dev.unjam.bridge;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one JSON-RPC 2.0 frame: who asks for what, never the rest of it.
 *
 * @param id the request's id as it stands there, quotes included; null for a notification
 * @param method what is asked for, or null for an answer
 * @param session which session its params name, or null
 * @param error whether it is an answer that says no
 * @param update of ACP's {@code session/update} what is told of, else null
 */
record RpcFrame(
    @Nullable String id,
    @Nullable String method,
    @Nullable String session,
    boolean error,
    @Nullable String update) {
  /** What an agent tells of itself rather than of the work that it was asked for. */
  private static final Set<String> OF_ITSELF =
      Set.of(
          "available_commands_update",
          "current_mode_update",
          "config_option_update",
          "session_info_update",
          "usage_update");

  /** Not {@code retry_success}, nor what a tool met: whoever tells of those gets on. */
  private static final Set<String> OF_FAILURES =
      Set.of("error", "turn_failed", "retry", "retry_state");

  /** How LSP's methods begin whose params name no session. */
  private static final String[] OF_LSP = {
    "textDocument/", "workspace/", "window/", "notebookDocument/"
  };

  RpcFrame(@Nullable String id, @Nullable String method, @Nullable String session, boolean error) {
    this(id, method, session, error, null);
  }

  // Those of a record are made of some fifty hidden classes when the first of them is called: tens
  // of milliseconds, on a thread of the host's (JDK's java.lang.runtime.ObjectMethods).
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RpcFrame f && Objects.equals(id, f.id) && isLike(f);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(id) + Objects.hashCode(method);
  }

  /** Whether it wants an answer. */
  boolean isRequest() {
    return method != null && id != null;
  }

  /** Whether it is an answer. */
  boolean isAnswer() {
    return method == null && id != null;
  }

  /** Whether they say the same, but for their ids. */
  boolean isLike(RpcFrame other) {
    return (id == null) == (other.id == null)
        && error == other.error
        && Objects.equals(method, other.method)
        && Objects.equals(session, other.session)
        && Objects.equals(update, other.update);
  }

  /** Whether whoever sends it gets on with what he was asked for. */
  boolean isProgress() {
    String m = method;
    if (m == null || id != null) {
      return m != null;
    }
    return (update == null || !tellsUpdates(m)) ? !isStatus(m) : !isTrouble(update);
  }

  /** What an agent tells of itself, or of an attempt that failed. */
  private static boolean isTrouble(String update) {
    return OF_ITSELF.contains(update) || OF_FAILURES.contains(update) || update.endsWith("_retry");
  }

  /**
   * Whether a notification of this name may tell of an update: ACP's own, or one that is like it.
   */
  static boolean tellsUpdates(String method) {
    return method.endsWith("update") || method.endsWith("session_notification");
  }

  /** Whether the params of a request or notification of this name may name a session. */
  static boolean mayNameSession(@Nullable String method) {
    for (String of : OF_LSP) {
      if (method != null && method.startsWith(of)) {
        return false;
      }
    }
    return method != null;
  }

  private static boolean isStatus(String method) {
    return method.endsWith("error")
        || method.endsWith("rate_limit")
        || method.endsWith("/retry")
        || method.equals("notifications/message");
  }
}
