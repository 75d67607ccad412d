package dev.unjam.bridge;

import java.util.Arrays;

/**
 * Passes over lines in a row that are as long in all of their parts as the one before them, such as
 * those of a counter: what stands between two values is compared at once, over the end of a line as
 * well. One thread at a time.
 *
 * <p>They are compared with a copy of one of them, so that most of the work is the JDK's own vector
 * comparison.
 */
final class RpcRun {
  private static final int LONGEST = 1024;

  /** A line, its line feed, and once more how it begins, up to its first value. */
  private byte[] line = {};

  /** How long it is with its line feed; 0 if none is known. */
  private int length;

  private int values;

  /** Where the last of them ended in the line that it was told of by. */
  private int ended;

  private final int[] from;
  private final int[] to;
  private final boolean[] isText;

  RpcRun(int most) {
    from = new int[most];
    to = new int[most];
    isText = new boolean[most];
  }

  /** No line is known any more. */
  void clear() {
    length = 0;
  }

  boolean isKnown() {
    return length > 0;
  }

  /** The line that begins here is known now, and so long with its line feed; no value yet. */
  void begin(byte[] bytes, int offset, int n) {
    values = 0;
    if (n <= LONGEST) {
      length = n;
      if (line.length < 2 * n) {
        line = new byte[2 * n];
      }
      System.arraycopy(bytes, offset, line, 0, n);
      System.arraycopy(bytes, offset, line, n, n);
    }
  }

  /**
   * It has a value more, behind those that were told.
   *
   * @param start where it begins in another line, and {@code end} where it ends there
   * @param n how long it is in this one
   */
  void value(int start, int end, int n, boolean text) {
    int last = values - 1;
    from[values] = start + (last < 0 ? 0 : to[last] - ended);
    to[values] = from[values] + n;
    isText[values] = text;
    ended = end;
    values++;
  }

  /** Whether all of this is one such line. */
  boolean isLine(byte[] bytes, int offset, int end) {
    return isKnown() && end - offset == length && behind(bytes, offset, end) == end;
  }

  /** Behind the last of the lines from here on that are such. */
  int behind(byte[] bytes, int offset, int end) {
    int first = values == 0 ? 0 : from[0];
    int rest = values == 0 ? 0 : to[values - 1];
    int at = offset;
    boolean more =
        length > 0 && end - at >= length && Arrays.equals(bytes, at, at + first, line, 0, first);
    while (more && hasValues(bytes, at)) {
      // What is behind the last value, and what the next line begins with.
      int n = Math.min(length + first, end - at) - rest;
      int same = Arrays.mismatch(bytes, at + rest, at + rest + n, line, rest, rest + n);
      if (same >= 0) {
        return same < length - rest ? at : at + length;
      }
      at += length;
      more = end - at >= length;
    }
    return at;
  }

  private boolean hasValues(byte[] bytes, int at) {
    for (int i = 0; i < values; i++) {
      int start = at + from[i];
      int stop = at + to[i];
      boolean is =
          isText[i]
              ? ByteSearch.endOfText(bytes, start, stop + 1) == stop
              : ByteSearch.areDigits(bytes, start, stop);
      if (!is) {
        return false;
      }
      int next = i + 1 < values ? at + from[i + 1] : stop;
      if (next > stop && !Arrays.equals(bytes, stop, next, line, to[i], from[i + 1])) {
        return false;
      }
    }
    return true;
  }
}
