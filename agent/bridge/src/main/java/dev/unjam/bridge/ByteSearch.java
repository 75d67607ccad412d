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

  /**
   * The high bit of each byte that is zero; the lowest of them is right, those above may not be.
   */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGHS;
  }
}
