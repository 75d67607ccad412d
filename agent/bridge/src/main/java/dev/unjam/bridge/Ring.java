package dev.unjam.bridge;

import java.util.Arrays;

/** Reads what a {@link Tee} keeps: {@link Tee#LIMIT} bytes that are written round and round. */
final class Ring {
  private Ring() {}

  /**
   * What there is of so many bytes that have come, oldest first; from a whole line on where the
   * first of them are gone.
   */
  static byte[] inOrder(byte[] all, long n) {
    if (n <= Tee.LIMIT) {
      return Arrays.copyOf(all, (int) n);
    }
    int at = (int) (n % Tee.LIMIT);
    byte[] copy = new byte[Tee.LIMIT];
    System.arraycopy(all, at, copy, 0, Tee.LIMIT - at);
    System.arraycopy(all, 0, copy, Tee.LIMIT - at, at);
    int line = 0;
    while (line < Tee.LIMIT && copy[line] != '\n') {
      line++;
    }
    return Arrays.copyOfRange(copy, Math.min(line + 1, Tee.LIMIT), Tee.LIMIT);
  }

  /** The last so many of them. */
  static byte[] last(byte[] of, long n) {
    return n >= of.length
        ? of
        : Arrays.copyOfRange(of, of.length - (int) Math.max(0, n), of.length);
  }
}
