package dev.unjam.bridge;

import dev.unjam.bridge.CallRecord.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Lets a context of the library's stand for a call as long as no other call has it too.
 *
 * <p>A host may use one context for all its requests, also at the same time. Then an answer is
 * nobody's: one session's refusal must not end another session's call. Those that have met in a
 * context are not followed any more, and the context stands for none until all of them are over.
 */
final class Contexts {
  private Contexts() {}

  /** This recorded call has the context; any thread. */
  static void bind(Object context, CallRecord call) {
    call.context(context);
    for (; ; ) {
      CallRecord latest = ClientHooks.CALLS.putIfAbsent(context, call);
      if (latest == null || latest == call) {
        return;
      }
      if (isOver(latest, call)) {
        ClientHooks.CALLS.remove(context, latest);
        continue;
      }
      // Before it is seen: between the two nothing may be told of either.
      call.unfollow();
      latest.unfollow();
      call.sharing(latest);
      if (ClientHooks.CALLS.replace(context, latest, call)) {
        return;
      }
      call.sharing(null);
    }
  }

  /** A call that nobody records has the context; any thread. */
  static void met(Object context) {
    CallRecord call = ClientHooks.of(context);
    if (call != null && call.phase() != Phase.DONE) {
      call.unfollow();
    }
  }

  /** The call is over. */
  static void left(CallRecord call) {
    Object context = call.context();
    CallRecord latest = ClientHooks.of(context);
    if (context != null && latest != null && isOver(latest, call)) {
      ClientHooks.CALLS.remove(context, latest);
    }
  }

  /** Whether all that share a context are over, but for one; lets go of those that are. */
  private static boolean isOver(CallRecord latest, CallRecord but) {
    if (latest != but && latest.phase() != Phase.DONE) {
      latest.sharing(goingOn(latest.sharing()));
      return false;
    }
    CallRecord next = goingOn(latest.sharing());
    latest.sharing(next);
    return next == null || isOver(next, but);
  }

  private static @Nullable CallRecord goingOn(@Nullable CallRecord first) {
    CallRecord c = first;
    while (c != null && c.phase() == Phase.DONE) {
      c = c.sharing();
    }
    return c;
  }
}
