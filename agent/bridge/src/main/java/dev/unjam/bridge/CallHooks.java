package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Begins, denies and ends calls on the thread that makes them.
 *
 * <p>A call is recorded only if its thread holds something: a lock that is taken later cannot be
 * what the call keeps from others.
 */
public final class CallHooks {
  private CallHooks() {}

  /**
   * Before something is started that a denied holder may not start.
   *
   * @return the exception to throw instead, or null to go on
   */
  public static @Nullable QuotaExceededException denied() {
    ThreadRecord r = Threads.mineIfAny();
    Denial d = r == null ? null : r.denial();
    return d == null ? null : d.toException(null);
  }

  /**
   * Begins a call of the calling thread.
   *
   * @return a {@link QuotaExceededException} if it is denied, a {@link CallRecord} if it is
   *     recorded, or null if nobody cares
   */
  static @Nullable Object begin(String client, String method, String peer) {
    ThreadRecord r = recording();
    if (r == null) {
      return null;
    }
    Denial d = r.denial();
    if (d != null) {
      return d.toException(null);
    }
    return begun(r, client, method, peer);
  }

  static @Nullable ThreadRecord recording() {
    if (!Bridge.isOn()) {
      return null;
    }
    ThreadRecord r = Threads.mineIfAny();
    if (r == null || r.inside || !r.holdsAnything()) {
      return null;
    }
    if (r.interruptedByUs && r.denial() == null) {
      clearInterrupt(r);
    }
    return r;
  }

  private static void clearInterrupt(ThreadRecord r) {
    r.interruptedByUs = false;
    Thread.interrupted();
  }

  static CallRecord begun(ThreadRecord r, String client, String method, String peer) {
    CallRecord call = new CallRecord(client, method, peer, r, oldestHold(r));
    r.call = call;
    return call;
  }

  /** The number of the oldest hold that the running task of this thread has. */
  static long oldestHold(ThreadRecord r) {
    for (int i = 0; i < r.depth(); i++) {
      if (r.isHold(i) && !r.taskEndedAt(i)) {
        return r.seqAt(i);
      }
    }
    return 0;
  }

  /**
   * What a call's thrower becomes on its way to the host: ours if the calling thread is denied,
   * with the original as its cause; also clears an interrupt that was ours.
   *
   * @param thrown what the client threw, or null if it returned
   * @return what the host is to see, the same if it is none of our business
   */
  public static @Nullable Throwable converted(@Nullable Throwable thrown) {
    if (thrown == null) {
      return null;
    }
    ThreadRecord r = Threads.mineIfAny();
    if (r == null || thrown instanceof Error) {
      return thrown;
    }
    CallRecord call = r.call;
    if (call != null) {
      call.fail();
    }
    Denial d = r.denial();
    if (d == null) {
      return thrown;
    }
    if (r.interruptedByUs) {
      clearInterrupt(r);
    }
    return thrown instanceof QuotaExceededException ? thrown : d.toException(thrown);
  }
}
