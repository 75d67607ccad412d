package dev.unjam.bridge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the bytes at which a run of plain text ends, eight at a time.
 *
 * <p>HotSpot turns no loop that may leave early into vector instructions, on 17 and 25.
 */
final class ByteSearch {
  /** Reads eight bytes as one number, the first in its lowest bits. */
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long LINE_FEEDS = ONES * '\n';

  private ByteSearch() {}

  /** Where the next line feed is, or {@code end}. */
  static int lineFeed(byte[] from, int offset, int end) {
    int at = offset;
    for (int wide = end - Long.BYTES; at <= wide; at += Long.BYTES) {
      long found = zeros((long) EIGHT.get(from, at) ^ LINE_FEEDS);
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < end && from[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Where the next quote, backslash or line feed is, or {@code end}. */
  static int endOfText(byte[] from, int offset, int end) {
    int at = offset;
    for (int wide = end - Long.BYTES; at <= wide; at += Long.BYTES) {
      long eight = (long) EIGHT.get(from, at);
      long found = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES) | zeros(eight ^ LINE_FEEDS);
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < end && !isStop(from[at])) {
      at++;
    }
    return at;
  }

  private static boolean isStop(byte b) {
    return b == '"' || b == '\\' || b == '\n';
  }

  /** Where the quote is that ends a text of JSON's, or -1 if it is not on the line, or not here. */
  static int textEnd(byte[] from, int offset, int end) {
    int at = endOfText(from, offset, end);
    while (at < end - 1 && from[at] == '\\' && from[at + 1] != '\n') {
      at = endOfText(from, at + 2, end);
    }
    return at < end && from[at] == '"' ? at : -1;
  }

  /** Behind the last byte that may be a number's, or {@code end}. */
  static int numberEnd(byte[] from, int offset, int end) {
    int at = offset;
    while (at < end && isOfNumber(from[at])) {
      at++;
    }
    return at;
  }

  static boolean isOfNumber(byte b) {
    return (b >= '0' && b <= '9') || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
  }

  /** Where the first of these is that has the other right behind it, or {@code end}. */
  static int pair(byte[] from, int offset, int end, byte first, byte second) {
    long firsts = ONES * first;
    long seconds = ONES * second;
    int at = offset;
    for (int wide = end - Long.BYTES - 1; at <= wide; at += Long.BYTES) {
      long one = (long) EIGHT.get(from, at) ^ firsts;
      long found = zeros(one | ((long) EIGHT.get(from, at + 1) ^ seconds));
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < end - 1 && (from[at] != first || from[at + 1] != second)) {
      at++;
    }
    return at < end - 1 ? at : end;
  }

  /** Whether so many bytes are the same in both. */
  static boolean isSame(byte[] one, int from, byte[] other, int otherFrom, int length) {
    int at = 0;
    for (int wide = length - Long.BYTES; at <= wide; at += Long.BYTES) {
      if ((long) EIGHT.get(one, from + at) != (long) EIGHT.get(other, otherFrom + at)) {
        return false;
      }
    }
    while (at < length && one[from + at] == other[otherFrom + at]) {
      at++;
    }
    return at == length;
  }

  /**
   * The high bit of each byte that is zero; the lowest of them is right, those above may not be.
   */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGHS;
  }
}
