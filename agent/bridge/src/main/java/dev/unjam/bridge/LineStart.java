package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of what may become a request line, which a thread wrote to a socket so far.
 *
 * <p>That thread alone. Some clients write the method, the path and the rest one after the other.
 */
final class LineStart {
  private static final int LONGEST = 2_048;

  private final WeakReference<Object> socket;
  private final byte[] bytes;

  private LineStart(Object socket, byte[] bytes) {
    this.socket = new WeakReference<>(socket);
    this.bytes = bytes;
  }

  /** The line so far with this piece, or null if it is too long for one. */
  static @Nullable LineStart of(
      @Nullable LineStart before, Object socket, byte[] from, int offset, int n) {
    byte[] old = before == null || !before.isOf(socket) ? new byte[0] : before.bytes;
    if (n <= 0 || n > LONGEST - old.length) {
      return null;
    }
    byte[] all = Arrays.copyOf(old, old.length + n);
    System.arraycopy(from, offset, all, old.length, n);
    return new LineStart(socket, all);
  }

  /** What was written. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether this connection's. */
  boolean isOf(Object other) {
    return socket.get() == other;
  }
}
