package dev.unjam.bridge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a child's that the host has not answered; any thread.
 *
 * <p>While the host is at one, the child's silence tells nothing. Plain hosts never answer what
 * they do not know, so that counts for a limited time, unless a person is asked or somebody has to
 * wait for a command.
 */
final class RpcOwed {
  private static final int MOST = 256;

  /** Of ACP, MCP, LSP and Codex; in whatever namespace and case of its first letter. */
  private static final String[] TAKE_LONG = {
    "permission",
    "pproval",
    "elicit",
    "requestUserInput",
    "showMessageRequest",
    "sampling/createMessage",
    "wait_for_exit"
  };

  private record Request(RpcFrame frame, long at) {}

  private final List<Request> owed = new ArrayList<>(2);

  /** The child has asked this. */
  synchronized void add(RpcFrame request) {
    if (owed.size() < MOST) {
      owed.add(new Request(request, Ticks.now()));
    }
  }

  /** The host has answered; the request with this id, or null if there is none. */
  synchronized @Nullable RpcFrame settle(@Nullable String id) {
    for (int i = 0; i < owed.size(); i++) {
      RpcFrame request = owed.get(i).frame;
      if (id != null && id.equals(request.id())) {
        owed.remove(i);
        return request;
      }
    }
    return null;
  }

  /**
   * Whether the child waits for an answer of the host's that this session, or none, is about.
   *
   * @param millis for how long that counts where the host can answer by itself
   */
  synchronized boolean isAny(@Nullable String session, long millis) {
    for (int i = 0; i < owed.size(); i++) {
      Request r = owed.get(i);
      String about = r.frame.session();
      boolean young = Ticks.now() - r.at < millis || takesLong(r.frame.method());
      if (young && (about == null || session == null || about.equals(session))) {
        return true;
      }
    }
    return false;
  }

  private static boolean takesLong(@Nullable String method) {
    for (String part : TAKE_LONG) {
      if (method != null && method.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
