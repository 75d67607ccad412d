package dev.unjam.bridge;

import java.util.Arrays;

/**
 * The beginning of a frame that comes in more than one piece, as far as somebody looks at it. One
 * thread at a time.
 */
final class RpcKept {
  /** The most that is kept, in bytes. */
  static final int MOST = Tee.LIMIT;

  private static final int FIRST_SIZE = 512;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;
  private int most = MOST;
  private boolean any;

  /** Another frame begins. */
  void clear() {
    length = 0;
    most = MOST;
    any = false;
  }

  /** No more than this is looked at. */
  void atMost(int n) {
    most = Math.min(n, MOST);
  }

  /** Whether a piece of the frame has come before, kept or not. */
  boolean isAny() {
    return any;
  }

  void add(byte[] from, int offset, int end) {
    any = true;
    int n = Math.min(end - offset, most - length);
    if (n <= 0) {
      return;
    }
    if (length + n > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(MOST, Math.max(length + n, 2 * bytes.length)));
    }
    System.arraycopy(from, offset, bytes, length, n);
    length += n;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
