package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The floor below every blocking client: knows which socket a holder is inside of, and denies.
 *
 * <p>Called from {@code sun.nio.ch.NioSocketImpl}'s connect, read and write, TLS and SOCKS
 * included.
 */
public final class SocketHooks {
  /** What {@code implWrite} alone of the operations begins with. */
  private static final char WRITES = 'i';

  private SocketHooks() {}

  /**
   * A socket operation begins.
   *
   * @param operation {@code connect}, {@code read} or {@code implWrite}
   * @return a {@link QuotaExceededException} if it is denied, this thread's {@link ThreadRecord} if
   *     the end is to be told, or null
   */
  public static @Nullable Object enter(Object socket, String operation) {
    ThreadRecord r = Threads.mineIfAny();
    if (r == null || (r.depth() == 0 && r.flow() == null)) {
      return null;
    }
    // Published before the denial is read; a remedy sets the denial before it reads the socket.
    Activity a = r.active();
    WeakReference<Object> to = a.enters(socket, operation.charAt(0) == WRITES);
    CallRecord call = a.call;
    if (call != null && !call.isOver(to)) {
      call.comesTo(to, call.isOnStack());
    }
    Denial d = r.boundBy();
    if (d != null && bindsHere(d, call, socket)) {
      a.leavesSocket();
      return d.toException(null);
    }
    return r;
  }

  /** A bare socket has no peer of its own here, but for the one that the call goes over. */
  private static boolean bindsHere(Denial d, @Nullable CallRecord call, Object socket) {
    return d.peer() == null
        || (call != null
            && call.phase() != CallRecord.Phase.DONE
            && call.goesOver(socket)
            && d.binds(call.peer));
  }

  /**
   * A body that is sent in pieces is no silence, however long the whole takes. After the head the
   * thread may be writing to anybody, such as to whom it passes the answer on.
   */
  private static void sentSome(@Nullable CallRecord call) {
    if (call != null && call.isOnStack() && !call.isAsync() && call.status() == 0) {
      call.progress(0);
    }
  }

  /** The operation has ended, well or not. */
  public static void exit(@Nullable Object entered) {
    if (entered instanceof ThreadRecord r) {
      Activity a = r.active();
      a.leavesSocket();
      if (a.writing) {
        sentSome(a.call);
      }
    }
  }
}
