package dev.unjam.bridge;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous calls in flight, whose thread may long be at another; any thread.
 *
 * <p>Requests to children are not in the table: each of these has its own, see {@link RpcPending}.
 */
final class AsyncCalls {
  private static final ConcurrentHashMap<Long, CallRecord> CALLS = new ConcurrentHashMap<>();

  private AsyncCalls() {}

  static void put(CallRecord call) {
    if (!(call.handle() instanceof ChildCall)) {
      CALLS.put(call.id, call);
    }
  }

  static void remove(CallRecord call) {
    if (!call.isToChild()) {
      CALLS.remove(call.id);
    }
  }

  static @Nullable CallRecord byId(long callId) {
    CallRecord known = CALLS.get(callId);
    return known == null ? Children.requestById(callId) : known;
  }

  /**
   * Ends those that have ended untold. The watchdog asks the calls of a thread that it sees under a
   * hold; most holds are over before it looks.
   */
  static void prune() {
    for (CallRecord call : CALLS.values()) {
      if (call.hasEndedUntold()) {
        call.end();
      }
    }
    Children.endLeft();
  }
}
