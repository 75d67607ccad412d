package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Begins, denies and ends calls on the thread that makes them.
 *
 * <p>A call is recorded only if its thread holds something, or does work that a holder handed over:
 * a lock that is taken later cannot be what the call keeps from others.
 */
public final class CallHooks {
  /**
   * A lock that was held for this long before a call began is taken for one of the thread's life.
   */
  private static final long LIFETIME_MILLIS = 300_000;

  private CallHooks() {}

  /**
   * Before something is sent to or read from a peer.
   *
   * @return the exception to throw instead if the calling thread is denied this peer, or null
   */
  static @Nullable QuotaExceededException denied(String peer) {
    Denial d = bound(Threads.mineIfAny());
    return d == null || !d.binds(peer) ? null : d.toException(null);
  }

  /** The same for a call that was begun; on the thread that made it this looks nothing up. */
  static @Nullable QuotaExceededException denied(CallRecord call) {
    boolean mine = call.owner.thread == Thread.currentThread();
    Denial d = bound(mine ? call.owner : Threads.mineIfAny());
    return d == null || !d.binds(call.peer) ? null : d.toException(null);
  }

  /**
   * Begins a call of the calling thread.
   *
   * @return a {@link QuotaExceededException} if it is denied, a {@link CallRecord} if it is
   *     recorded, or null if nobody cares
   */
  static @Nullable Object begin(String client, String method, String peer) {
    ThreadRecord r = recording();
    return r == null ? null : begin(r, client, method, peer);
  }

  /** The same where {@link #recording} has said whose record it is. */
  static Object begin(ThreadRecord r, String client, String method, String peer) {
    Denial d = r.boundBy();
    if (d != null && d.binds(peer)) {
      return d.toException(null);
    }
    return begun(r, client, method, peer);
  }

  static @Nullable ThreadRecord recording() {
    if (!Bridge.isOn()) {
      return null;
    }
    ThreadRecord r = Threads.mineIfAny();
    if (r != null && r.inside) {
      return null;
    }
    if (r != null && WriteFences.any()) {
      asks(r);
    }
    if (r == null || r.loop || !r.holdsAnything()) {
      Flow f = FlowHooks.running(r);
      if (f == null) {
        return null;
      }
      r = worker(f);
    }
    if (r.interruptedByUs && r.boundBy() == null) {
      clearInterrupt(r);
    }
    return r;
  }

  private static void asks(ThreadRecord r) {
    Flow f = WriteFence.flow(r);
    if (f != null) {
      f.asks();
    }
  }

  /** The record of the calling thread, which holds nothing and works for a holder. */
  private static ThreadRecord worker(Flow f) {
    ThreadRecord r = Threads.mine();
    if (r.flow() == null && f.begins(r)) {
      r.flow(f);
    }
    return r;
  }

  private static @Nullable Denial bound(@Nullable ThreadRecord r) {
    if (r != null) {
      return r.boundBy();
    }
    Flow f = FlowHooks.running(null);
    return f == null ? null : f.denial();
  }

  /** Clears the flag that a remedy left on the calling thread. */
  static void clearInterrupt(ThreadRecord r) {
    r.interruptedByUs = false;
    Thread.interrupted();
  }

  static CallRecord begun(ThreadRecord r, String client, String method, String peer) {
    return begun(r, client, method, peer, newestHold(r), Answer.none());
  }

  /** The same where the peer is a child process. */
  static CallRecord begunWithChild(
      ThreadRecord r, String client, String method, String peer, long topSeq) {
    return begun(r, client, method, peer, topSeq, Answer.stream());
  }

  private static CallRecord begun(
      ThreadRecord r, String client, String method, String peer, long topSeq, Answer first) {
    boolean holds = topSeq != 0;
    long under = holds ? oldestOfTurn(r) : r.lastSeq() + 1;
    Flow f = FlowHooks.running(r);
    CallRecord call = new CallRecord(client, method, peer, r, under, topSeq, f, first);
    r.active().begins(call);
    if (f != null) {
      f.carry(call);
    }
    return call;
  }

  /** The number of the newest hold that the running task of this thread has. */
  static long newestHold(ThreadRecord r) {
    if (r.loop) {
      return 0;
    }
    for (int i = r.depth() - 1; i >= 0; i--) {
      if (r.isHold(i) && !r.isInner(i) && !r.taskEndedAt(i)) {
        return r.seqAt(i);
      }
    }
    return 0;
  }

  /** The oldest hold of the running task that is not very old already, or the newest of all. */
  static long oldestOfTurn(ThreadRecord r) {
    for (int i = 0; i < r.depth(); i++) {
      if (isYoung(r.sinceAt(i)) && r.isHold(i) && !r.isInner(i) && !r.taskEndedAt(i)) {
        return r.seqAt(i);
      }
    }
    return newestHold(r);
  }

  private static boolean isYoung(long since) {
    return Ticks.now() - since < LIFETIME_MILLIS;
  }

  /** Whether the hold with this number is there and none of the thread's life; any thread. */
  static boolean isYoung(ThreadRecord r, long seq) {
    for (int i = 0; i < r.depth(); i++) {
      if (r.seqAt(i) == seq) {
        return isYoung(r.sinceAt(i));
      }
    }
    return false;
  }

  /**
   * The number of the hold that a child is talked to under: the newest lock file, else the oldest
   * of the turn. The newest hold would not do, since 21 the JDK's own writers and readers hold
   * locks.
   */
  static long sessionHold(ThreadRecord r) {
    for (int i = r.depth() - 1; i >= 0; i--) {
      if (r.isHold(i) && !r.taskEndedAt(i) && r.lockAt(i) instanceof LeaseRecord) {
        return r.seqAt(i);
      }
    }
    return oldestOfTurn(r);
  }

  /**
   * What a call's thrower becomes on its way to the host: ours if the calling thread is denied,
   * with the original as its cause; also clears an interrupt that was ours.
   *
   * @param entered the call that has failed, or what else its beginning gave: the thread may have
   *     begun others since, which go on without it
   * @param thrown what the client threw, or null if it returned
   * @return what the host is to see, the same if it is none of our business
   */
  public static @Nullable Throwable failed(@Nullable Object entered, @Nullable Throwable thrown) {
    if (thrown == null) {
      return null;
    }
    if (entered instanceof CallRecord call) {
      call.fail();
      return told(call, thrown);
    }
    return told(thrown);
  }

  /**
   * The same on whichever thread: a client's own thread that is told of the end is neither denied
   * nor interrupted, and yet its exception is what the host will see.
   */
  static @Nullable Throwable converted(CallRecord call, @Nullable Throwable thrown) {
    if (thrown == null) {
      return null;
    }
    Denial d = Denial.of(call);
    call.fail();
    ThreadRecord r = Threads.mineIfAny();
    boolean ours = r != null && r.interruptedByUs;
    if (r != null && ours) {
      clearInterrupt(r);
    }
    boolean itsOwn = thrown instanceof Error || thrown instanceof QuotaExceededException;
    return d == null || itsOwn || (thrown instanceof InterruptedException && !ours)
        ? thrown
        : d.toException(thrown);
  }

  /** The same where the exception is the client's way to tell of an answer: the call goes on. */
  public static @Nullable Throwable told(@Nullable Throwable thrown) {
    ThreadRecord r = thrown == null ? null : Threads.mineIfAny();
    return thrown == null || r == null ? thrown : told(r.call(), thrown);
  }

  private static Throwable told(@Nullable CallRecord call, Throwable thrown) {
    ThreadRecord r = Threads.mineIfAny();
    if (r == null || thrown instanceof Error) {
      return thrown;
    }
    boolean ours = r.interruptedByUs;
    if (ours) {
      clearInterrupt(r);
    }
    Denial d = r.boundBy();
    if (d == null || (call != null && !d.binds(call.peer))) {
      return thrown;
    }
    if (thrown instanceof InterruptedException && !ours) {
      return thrown;
    }
    return thrown instanceof QuotaExceededException ? thrown : d.toException(thrown);
  }
}
