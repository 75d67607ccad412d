package dev.unjam.bridge;

import dev.unjam.bridge.CallRecord.Phase;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records calls through client libraries of the host's own class path.
 *
 * <p>A blocking call is entered and exited on the thread that calls, an asynchronous one is entered
 * there and ends wherever its answer does. Threads of the library's find the call by an object of
 * the library's that stands for it: {@link #bind}. As long as no call is bound, each look-up is a
 * few loads. A call that is made from within another, by an interceptor or a callback, gives its
 * thread back to the outer one when it ends.
 */
public final class ClientHooks {
  static final CallsByObject CALLS = new CallsByObject();

  private ClientHooks() {}

  /**
   * A blocking call begins; on the thread that calls.
   *
   * @param handle what the library's own way to abort needs
   * @return a {@link QuotaExceededException} if it is denied, a {@link CallRecord} if it is
   *     recorded, or null if nobody cares
   */
  public static @Nullable Object enter(
      String client, String method, @Nullable String host, int port, Object handle) {
    ThreadRecord r = recording(handle);
    // The peer's name only then: most calls are made under no hold.
    Object begun =
        r == null ? null : CallHooks.begin(r, client, method, r.active().peer(host, port));
    if (begun instanceof CallRecord call) {
      call.handleWeakly(handle);
      call.inMethod(true);
      CALLS.put(handle, call);
    }
    return begun;
  }

  /**
   * A call begins that goes on without the thread that begins it; on that thread.
   *
   * @return as {@link #enter}
   */
  public static @Nullable Object enterAsync(
      String client, String method, @Nullable String host, int port, Object handle) {
    ThreadRecord r = recording(handle);
    Object begun =
        r == null ? null : CallHooks.begin(r, client, method, r.active().peer(host, port));
    if (begun instanceof CallRecord call) {
      async(call, handle);
    }
    return begun;
  }

  /**
   * The same where the library has no way to refuse at once: one that is denied is refused when a
   * thread of the library's comes to it, in {@link #resumes}.
   *
   * @return the call if it is recorded, else null
   */
  public static @Nullable Object enterQueued(
      String client, String method, @Nullable String host, int port, Object handle) {
    ThreadRecord r = recording(handle);
    if (r == null) {
      return null;
    }
    // Asked first: with a call of its own that has not failed, work is no longer what failed.
    Denial d = r.boundBy();
    CallRecord call = CallHooks.begun(r, client, method, r.active().peer(host, port));
    if (d != null && d.binds(call.peer)) {
      call.endedBy(d);
    }
    async(call, handle);
    return call;
  }

  private static void async(CallRecord call, Object handle) {
    call.handleWeakly(handle);
    call.startedAsync();
    call.sent();
    CALLS.put(handle, call);
  }

  /** Whose record it is, or null if nobody cares, or this very object is at a call already. */
  private static @Nullable ThreadRecord recording(Object handle) {
    ThreadRecord r = CallHooks.recording();
    return r == null || CALLS.get(handle) != null ? null : r;
  }

  /**
   * The method that blocks has ended; on the thread that called.
   *
   * @param reading whether a body is still to be read, which keeps the call going
   * @return what the host is to see in the place of what was thrown, the same if it is none of ours
   */
  public static @Nullable Throwable exit(
      @Nullable Object entered, boolean reading, @Nullable Throwable thrown) {
    if (entered instanceof QuotaExceededException refused) {
      return refused;
    }
    if (!(entered instanceof CallRecord call)) {
      return thrown;
    }
    call.inMethod(false);
    if (thrown != null) {
      forget(call);
      return CallHooks.converted(call, thrown);
    }
    if (!reading) {
      over(call);
    }
    return null;
  }

  /**
   * A thread of the library's begins with an asynchronous call, or goes on with it.
   *
   * @return a {@link QuotaExceededException} if whom it is made for is denied by now, the call, or
   *     null
   */
  public static @Nullable Object resumes(@Nullable Object key) {
    CallRecord call = of(key);
    if (call == null || !call.isAsync()) {
      return null;
    }
    Denial d = Denial.of(call);
    if (d == null) {
      call.inMethod(true);
      return call;
    }
    forget(call);
    call.fail();
    return d.toException(null);
  }

  /** From now on this object of the library's stands for the call, if it is one; weakly. */
  public static void bind(@Nullable Object key, @Nullable Object entered) {
    if (key != null && entered instanceof CallRecord call) {
      CALLS.put(key, call);
    }
  }

  /** The call that this object stands for, or null; any thread. */
  public static @Nullable CallRecord of(@Nullable Object key) {
    if (key == null || CALLS.isEmpty()) {
      return null;
    }
    // Mostly it is its own thread that asks, and that has the call at hand.
    ThreadRecord r = Threads.mineIfAny();
    CallRecord mine = r == null ? null : r.call();
    return mine != null && mine.isFoundBy(key) ? mine : CALLS.get(key);
  }

  /** The call if what comes for it is its own, and in time: what comes late may be another's. */
  private static @Nullable CallRecord followed(@Nullable CallRecord call) {
    return call == null || call.isUnfollowed() || call.phase() == Phase.DONE ? null : call;
  }

  /** What the request is, is on its way; any thread. */
  public static void sent(@Nullable Object key) {
    CallRecord call = followed(of(key));
    if (call != null) {
      call.sent();
    }
  }

  /** Some of what is sent has gone out; any thread. */
  public static void moves(@Nullable Object key) {
    CallRecord call = followed(of(key));
    if (call != null) {
      call.progress(0);
    }
  }

  /**
   * The head of an answer has come; any thread. A call may have several, one after the other, where
   * the library itself tries again.
   *
   * @param fields names and values in turn; kept, and must not change any more
   */
  public static void head(@Nullable CallRecord of, int status, List<String> fields) {
    CallRecord call = followed(of);
    if (call == null) {
      return;
    }
    call.head(status, Fields.of(fields));
  }

  /**
   * A thread is about to wait for the next piece of the body that this object delivers.
   *
   * @return a {@link QuotaExceededException} if it is denied, the call, or null
   */
  public static @Nullable Object readEnter(@Nullable Object key) {
    CallRecord call = of(key);
    if (call == null) {
      return null;
    }
    Denial d = Denial.of(call);
    QuotaExceededException denied = d == null ? CallHooks.denied(call) : d.toException(null);
    if (denied != null) {
      return denied;
    }
    call.waiting(true);
    return call;
  }

  /**
   * The piece has come, or will not.
   *
   * @param n how many bytes; less than nothing is the end
   * @return as {@link #exit}
   */
  public static @Nullable Throwable readExit(
      @Nullable Object entered, long n, @Nullable Throwable thrown) {
    if (entered instanceof QuotaExceededException refused) {
      return refused;
    }
    if (!(entered instanceof CallRecord call)) {
      return thrown;
    }
    // Inside the method its thread goes on to wait, and what fails there is told at its end.
    boolean inMethod = call.isInMethod();
    call.waiting(inMethod);
    if (thrown != null && !inMethod) {
      forget(call);
      return CallHooks.converted(call, thrown);
    }
    if (n < 0 && thrown == null && !inMethod) {
      over(call);
    }
    return thrown;
  }

  /** A piece of the body; any thread. The buffer's position is moved: give a duplicate. */
  public static void body(@Nullable CallRecord of, ByteBuffer piece) {
    CallRecord call = followed(of);
    if (call != null && piece.hasRemaining()) {
      int n = piece.remaining();
      Tee tee = call.openTee();
      if (tee != null) {
        tee.add(piece);
      }
      call.received(n);
    }
  }

  /** The answer has ended, or failed; any thread. */
  public static void end(@Nullable Object key, boolean well) {
    CallRecord call = of(key);
    if (call != null) {
      forget(call);
    }
    if (call != null && well) {
      call.end();
    } else if (call != null) {
      call.fail();
    }
  }

  /** The library gave a call up that no thread of its own has come to; any thread. */
  public static void neverResumed(@Nullable Object key, @Nullable Throwable why) {
    CallRecord call = why == null ? null : of(key);
    if (call != null && call.isAsync() && !call.isInMethod()) {
      end(key, false);
    }
  }

  static void over(CallRecord call) {
    forget(call);
    call.end();
  }

  /** Its objects stand for nothing any more. */
  static void forget(CallRecord call) {
    Object handle = call.handle();
    if (handle != null) {
      CALLS.remove(handle, call);
    }
    Object body = call.body();
    if (body != null) {
      CALLS.remove(body, call);
    }
    Contexts.left(call);
  }
}
