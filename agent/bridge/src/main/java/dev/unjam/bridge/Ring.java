package dev.unjam.bridge;

import java.util.Arrays;

/** Reads what a {@link Tee} keeps: {@link Tee#LIMIT} bytes that are written round and round. */
final class Ring {
  /** Of {@code :event-type}, {@code :exception-type} and the like; type 7, a short length. */
  private static final byte[] HEADER = {'-', 't', 'y', 'p', 'e', 7, 0};

  private Ring() {}

  /**
   * What there is of so many bytes that have come, oldest first; from a whole line on where the
   * first of them are gone. AWS's frames have no lines: a line feed there is part of a number.
   */
  static byte[] inOrder(byte[] all, long n) {
    if (n <= Tee.LIMIT) {
      return Arrays.copyOf(all, (int) n);
    }
    int at = (int) (n % Tee.LIMIT);
    byte[] copy = new byte[Tee.LIMIT];
    System.arraycopy(all, at, copy, 0, Tee.LIMIT - at);
    System.arraycopy(all, 0, copy, Tee.LIMIT - at, at);
    if (isFramed(copy)) {
      return copy;
    }
    int line = 0;
    while (line < Tee.LIMIT && copy[line] != '\n') {
      line++;
    }
    return Arrays.copyOfRange(copy, Math.min(line + 1, Tee.LIMIT), Tee.LIMIT);
  }

  /** Whether such a header is among them: the end of its name, and that its value is a text. */
  private static boolean isFramed(byte[] bytes) {
    for (int i = HEADER.length; i <= bytes.length; i++) {
      // The last byte first, which text never has.
      if (bytes[i - 1] == 0
          && Arrays.equals(bytes, i - HEADER.length, i, HEADER, 0, HEADER.length)) {
        return true;
      }
    }
    return false;
  }

  /** The last so many of them. */
  static byte[] last(byte[] of, long n) {
    return n >= of.length
        ? of
        : Arrays.copyOfRange(of, of.length - (int) Math.max(0, n), of.length);
  }
}
