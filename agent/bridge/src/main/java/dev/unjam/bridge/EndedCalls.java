package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Finds an asynchronous call that a remedy has ended, and that stands for nothing any more, by its
 * future or its context: its library may not have heard yet; any thread.
 */
final class EndedCalls {
  private static final ByIdentity<CallRecord> CALLS = new ByIdentity<>();

  private EndedCalls() {}

  static void put(CallRecord call) {
    Object future = call.handle();
    if (future != null) {
      CALLS.put(future, call);
    }
    Object context = call.context();
    if (context != null && !call.isUnfollowed()) {
      CALLS.put(context, call);
    }
  }

  /** What the object stands for, or stood for until it was ended; or null. */
  static @Nullable CallRecord orKnown(Object key) {
    CallRecord known = ClientHooks.of(key);
    return known == null ? CALLS.get(key) : known;
  }

  /** Another request has come with this context. */
  static void contextIsAnothers(Object context) {
    CALLS.remove(context);
  }
}
