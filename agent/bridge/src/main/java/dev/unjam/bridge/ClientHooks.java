package dev.unjam.bridge;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records calls through client libraries of the host's own class path.
 *
 * <p>A blocking call is entered and exited on the thread that calls, an asynchronous one is entered
 * there and ends wherever its answer does. Threads of the library's find the call by an object of
 * the library's that stands for it: {@link #bind}. As long as no call was bound, each look-up is
 * one load.
 */
public final class ClientHooks {
  private static final CallsByObject CALLS = new CallsByObject();

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
    Object begun = CallHooks.begin(client, method, host + ":" + port);
    if (begun instanceof CallRecord call) {
      call.handleWeakly(handle);
      call.waiting(true);
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
    Object begun = CallHooks.begin(client, method, host + ":" + port);
    if (begun instanceof CallRecord call) {
      call.handleWeakly(handle);
      call.startedAsync();
      call.sent();
      CALLS.put(handle, call);
    }
    return begun;
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
    call.waiting(false);
    if (thrown != null) {
      return CallHooks.converted(thrown);
    }
    if (!reading) {
      call.end();
    }
    return null;
  }

  /** From now on this object of the library's stands for the call, if it is one; weakly. */
  public static void bind(@Nullable Object key, @Nullable Object entered) {
    if (key != null && entered instanceof CallRecord call) {
      CALLS.put(key, call);
    }
  }

  /** The call that this object stands for, or null; any thread. */
  public static @Nullable CallRecord of(@Nullable Object key) {
    return key == null ? null : CALLS.get(key);
  }

  /** What the request is, is on its way; any thread. */
  public static void sent(@Nullable Object key) {
    CallRecord call = of(key);
    if (call != null) {
      call.sent();
    }
  }

  /**
   * The head of an answer has come; any thread. A call may have several, one after the other, where
   * the library itself tries again.
   *
   * @param fields names and values in turn
   */
  public static void head(@Nullable CallRecord call, int status, List<String> fields) {
    if (call == null) {
      return;
    }
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      copy.merge(fields.get(i), List.of(fields.get(i + 1)), ClientHooks::both);
    }
    call.head(status, copy);
  }

  private static List<String> both(List<String> some, List<String> more) {
    String[] all = new String[some.size() + more.size()];
    System.arraycopy(some.toArray(new String[0]), 0, all, 0, some.size());
    System.arraycopy(more.toArray(new String[0]), 0, all, some.size(), more.size());
    return List.of(all);
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
    QuotaExceededException denied = CallHooks.denied(call.peer);
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
    call.waiting(false);
    if (thrown != null) {
      return CallHooks.converted(thrown);
    }
    if (n < 0) {
      call.end();
    }
    return null;
  }

  /** A piece of the body; any thread. The buffer's position is moved: give a duplicate. */
  public static void body(@Nullable CallRecord call, ByteBuffer piece) {
    if (call != null && piece.hasRemaining()) {
      call.progress(piece.remaining());
      Tee tee = call.tee();
      if (tee != null) {
        tee.add(piece);
      }
    }
  }

  /** The answer has ended, or failed; any thread. */
  public static void end(@Nullable Object key, boolean well) {
    CallRecord call = of(key);
    if (call != null && well) {
      call.end();
    } else if (call != null) {
      call.fail();
    }
  }
}
