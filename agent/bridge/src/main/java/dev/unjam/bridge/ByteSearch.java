package dev.unjam.bridge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

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
  private static final int WIDE = 4 * Long.BYTES;
  private static final long BLANKS = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  /** A bit for each byte that may be a number's, from the plus sign on. */
  private static final long OF_NUMBER =
      1L
          | (1L << ('-' - '+'))
          | (1L << ('.' - '+'))
          | (0x3ffL << ('0' - '+'))
          | (1L << ('E' - '+'))
          | (1L << ('e' - '+'));

  private static final long DS = ONES * 'd';

  /** What makes the high bit of everything above nine. */
  private static final long NO_DIGITS = ONES * 0x76;

  private static final long ZEROS = ONES * '0';
  private static final long LINE_FEEDS = ONES * '\n';

  private ByteSearch() {}

  /**
   * Where the next line feed is, or {@code end}.
   *
   * <p>From a multiple of eight on: the JDK puts eight bytes that lie across one together from
   * smaller parts, in all code but the best compiled.
   */
  static int lineFeed(byte[] from, int offset, int end) {
    int at = offset;
    int aligned = Math.min(end, (offset + Long.BYTES - 1) & -Long.BYTES);
    while (at < aligned) {
      if (from[at] == '\n') {
        return at;
      }
      at++;
    }
    for (int stop = end - WIDE + 1; at < stop; at += WIDE) {
      if (mayHaveControl(from, at)) {
        int found = lineFeedByEight(from, at, at + WIDE);
        if (found < at + WIDE) {
          return found;
        }
      }
    }
    return lineFeedByEight(from, at, end);
  }

  /**
   * Whether any of the bytes from here on may be none of a text; JSON has no more of these than
   * ends of lines. True as well where a letter beyond ASCII is: in most texts there is none.
   */
  private static boolean mayHaveControl(byte[] from, int at) {
    long any =
        ((long) EIGHT.get(from, at) - BLANKS)
            | ((long) EIGHT.get(from, at + Long.BYTES) - BLANKS)
            | ((long) EIGHT.get(from, at + 2 * Long.BYTES) - BLANKS)
            | ((long) EIGHT.get(from, at + 3 * Long.BYTES) - BLANKS);
    return (any & HIGHS) != 0;
  }

  private static int lineFeedByEight(byte[] from, int offset, int end) {
    int at = offset;
    for (int stop = end - Long.BYTES + 1; at < stop; at += Long.BYTES) {
      long found = lineFeeds(from, at);
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < end && from[at] != '\n') {
      at++;
    }
    return at;
  }

  private static long lineFeeds(byte[] from, int at) {
    return zeros((long) EIGHT.get(from, at) ^ LINE_FEEDS);
  }

  /** Where the next quote, backslash or line feed is, or {@code end}. */
  static int endOfText(byte[] from, int offset, int end) {
    int at = offset;
    for (int stop = end - Long.BYTES + 1; at < stop; at += Long.BYTES) {
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
    int wide = end - Long.BYTES;
    while (at <= wide) {
      int digits = digits((long) EIGHT.get(from, at));
      at += digits;
      if (digits < Long.BYTES && !isOfNumber(from[at])) {
        return at;
      }
      at += digits < Long.BYTES ? 1 : 0;
    }
    while (at < end && isOfNumber(from[at])) {
      at++;
    }
    return at;
  }

  /** Whether digits stand between these, and at least one. */
  static boolean areDigits(byte[] from, int offset, int end) {
    int n = end - offset;
    if (0 < n && n <= Long.BYTES && offset + Long.BYTES <= from.length) {
      return digits((long) EIGHT.get(from, offset)) >= n;
    }
    int at = offset;
    while (at < end && from[at] >= '0' && from[at] <= '9') {
      at++;
    }
    return n > 0 && at == end;
  }

  /** How many digits these eight bytes begin with. */
  private static int digits(long eight) {
    long values = eight ^ ZEROS;
    long others = ((values + NO_DIGITS) | values) & HIGHS;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  static boolean isOfNumber(byte b) {
    int at = b - '+';
    return at >= 0 && at < Long.SIZE && ((OF_NUMBER >>> at) & 1) != 0;
  }

  /** Where the next name is that ends with {@code id}, in either case of its first letter. */
  static int endOfId(byte[] from, int offset, int end) {
    int at = offset + 1;
    for (int wide = end - WIDE - 1; at <= wide; at += WIDE) {
      long one = endsOfNames(from, at);
      long two = endsOfNames(from, at + Long.BYTES);
      long three = endsOfNames(from, at + 2 * Long.BYTES);
      long four = endsOfNames(from, at + 3 * Long.BYTES);
      if ((one | two | three | four) != 0) {
        int found = endOfId(from, at, one);
        found = found < 0 ? endOfId(from, at + Long.BYTES, two) : found;
        found = found < 0 ? endOfId(from, at + 2 * Long.BYTES, three) : found;
        found = found < 0 ? endOfId(from, at + 3 * Long.BYTES, four) : found;
        if (found >= 0) {
          return found;
        }
      }
    }
    while (at < end - 1 && !isEndOfId(from, at)) {
      at++;
    }
    return at < end - 1 ? at - 1 : Math.max(offset, end);
  }

  /** The high bit of each {@code d} of the eight with a quote behind it, and of some others. */
  private static long endsOfNames(byte[] from, int at) {
    return zeros(((long) EIGHT.get(from, at) ^ DS) | ((long) EIGHT.get(from, at + 1) ^ QUOTES));
  }

  private static int endOfId(byte[] from, int at, long marks) {
    for (long rest = marks; rest != 0; rest &= rest - 1) {
      int d = at + (Long.numberOfTrailingZeros(rest) >>> 3);
      if (isEndOfId(from, d)) {
        return d - 1;
      }
    }
    return -1;
  }

  private static boolean isEndOfId(byte[] from, int d) {
    return (from[d - 1] == 'i' || from[d - 1] == 'I') && from[d] == 'd' && from[d + 1] == '"';
  }

  /** Whether so many bytes are the same in both. */
  static boolean isSame(byte[] one, int from, byte[] other, int otherFrom, int length) {
    if (length < Long.BYTES) {
      return isSameShort(one, from, other, otherFrom, length);
    }
    if (length >= WIDE) {
      return Arrays.equals(one, from, from + length, other, otherFrom, otherFrom + length);
    }
    int last = length - Long.BYTES;
    for (int at = 0; at < last; at += Long.BYTES) {
      if ((long) EIGHT.get(one, from + at) != (long) EIGHT.get(other, otherFrom + at)) {
        return false;
      }
    }
    // The last eight, of which some were compared before.
    return (long) EIGHT.get(one, from + last) == (long) EIGHT.get(other, otherFrom + last);
  }

  private static boolean isSameShort(byte[] one, int from, byte[] other, int otherFrom, int n) {
    int wide = Math.min(one.length - from, other.length - otherFrom);
    if (wide >= Long.BYTES && n > 0) {
      // What lies behind is read along, and shifted out.
      long differ = (long) EIGHT.get(one, from) ^ (long) EIGHT.get(other, otherFrom);
      return differ << (Long.SIZE - n * Byte.SIZE) == 0;
    }
    int at = 0;
    while (at < n && one[from + at] == other[otherFrom + at]) {
      at++;
    }
    return at == n;
  }

  /**
   * The high bit of each byte that is zero; the lowest of them is right, those above may not be.
   */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGHS;
  }
}
