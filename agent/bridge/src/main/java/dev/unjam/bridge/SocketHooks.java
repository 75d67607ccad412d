package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * The floor below every blocking client: knows which socket a holder is inside of, and denies.
 *
 * <p>Called from {@code sun.nio.ch.NioSocketImpl}'s connect, read and write, TLS and SOCKS
 * included.
 */
public final class SocketHooks {
  private SocketHooks() {}

  /**
   * A socket operation begins.
   *
   * @return a {@link QuotaExceededException} if it is denied, this thread's {@link ThreadRecord} if
   *     the end is to be told, or null
   */
  public static @Nullable Object enter(Object socket) {
    ThreadRecord r = Threads.mineIfAny();
    if (r == null || r.depth() == 0) {
      return null;
    }
    // Published before the denial is read; a remedy sets the denial before it reads the socket.
    r.socket = socket;
    Denial d = r.denial();
    if (d != null) {
      r.socket = null;
      return d.toException(null);
    }
    return r;
  }

  /** The operation has ended, well or not. */
  public static void exit(@Nullable Object entered) {
    if (entered instanceof ThreadRecord r) {
      r.socket = null;
    }
  }
}
