package dev.unjam.bridge;

import java.util.Arrays;

/**
 * A frame that ends in another piece than it begins in: what there is of it is kept until all is
 * there, for a whole one is mostly known by another one, and half of one is read byte by byte.
 *
 * <p>Nothing waits here that may be a frame's end already. One thread at a time.
 */
final class RpcTorn {
  private static final int LONGEST = 32_768;

  private byte[] bytes = new byte[0];
  private int length;
  private boolean any;

  /** Whether what was kept is being looked at: it is as it is, and not kept again. */
  private boolean mends;

  boolean isAny() {
    return any;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    any = false;
    mends = false;
    length = 0;
  }

  /** What was kept is looked at from now on. */
  void mends(boolean now) {
    mends = now;
    any = false;
  }

  /** Keeps the line that begins here if its end is to come, and is not likely to be far. */
  boolean isLine(byte[] from, int offset, int end) {
    boolean part =
        !mends
            && end - offset < LONGEST / 2
            && !RpcLine.isClosed(from, offset, end)
            && ByteSearch.lineFeed(from, offset, end) == end;
    return part && keep(from, offset, end);
  }

  /** Keeps the beginning of a frame of this length. */
  boolean isPart(byte[] from, int offset, int end, long left) {
    boolean part = !mends && left <= LONGEST && !RpcLine.isClosed(from, offset, end);
    return part && keep(from, offset, end);
  }

  private boolean keep(byte[] from, int offset, int end) {
    any = true;
    length = 0;
    append(from, offset, end);
    return true;
  }

  /**
   * More has come of a line.
   *
   * @return behind what was taken of it: its line feed, if that fits in
   */
  int addLine(byte[] from, int offset, int end) {
    int stop = ByteSearch.lineFeed(from, offset, Math.min(end, offset + LONGEST - length));
    return append(from, offset, stop < end && stop < offset + LONGEST - length ? stop + 1 : stop);
  }

  /** More has come of a frame of this length; behind what was taken of it. */
  int add(byte[] from, int offset, int end, long left) {
    return append(from, offset, (int) Math.min(end, offset + left - length));
  }

  private int append(byte[] from, int offset, int end) {
    int n = end - offset;
    if (length + n > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(LONGEST, Math.max(512, 2 * (length + n))));
    }
    System.arraycopy(from, offset, bytes, length, n);
    length += n;
    return end;
  }

  /** Whether more has to come before it is looked at. */
  boolean mayGoOn(long left) {
    boolean all = left >= 0 ? length == left : length == LONGEST || bytes[length - 1] == '\n';
    return !all && !RpcLine.isClosed(bytes, 0, length);
  }
}
