package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * What is told of one JSON-RPC 2.0 frame: who asks for what, never the rest of it.
 *
 * @param id the request's id as it stands there, quotes included; null for a notification
 * @param method what is asked for, or null for an answer
 * @param session which session its params name, or null
 * @param error whether it is an answer that says no
 */
record RpcFrame(
    @Nullable String id, @Nullable String method, @Nullable String session, boolean error) {
  /** Whether it wants an answer. */
  boolean isRequest() {
    return method != null && id != null;
  }

  /** Whether it is an answer. */
  boolean isAnswer() {
    return method == null && id != null;
  }
}
