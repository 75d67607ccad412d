package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Reads the header that says how long the frame behind it is. One thread at a time. */
final class RpcHeader {
  private static final int LONGEST = 128;
  private static final String LENGTH = "content-length:";

  /** As it is mostly written. */
  private static final byte[] USUAL = "Content-Length: ".getBytes(US_ASCII);

  private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);

  private final byte[] line = new byte[LONGEST];
  private int length;

  /** What the usual header said that was looked at last. */
  private long said;

  /** That header: many frames in a row may be of one length. */
  private final byte[] last = new byte[LONGEST];

  private int lastLength;

  void clear() {
    length = 0;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Whether so much of the line has come that it is no header. */
  boolean isTooLong() {
    return length == LONGEST;
  }

  /** A byte more of the line. */
  void add(byte b) {
    line[length++] = b;
  }

  /** What the line says, or -1 if it is no such header. */
  long contentLength() {
    if (length <= LENGTH.length()) {
      return -1;
    }
    for (int i = 0; i < LENGTH.length(); i++) {
      if ((line[i] | 0x20) != LENGTH.charAt(i) && line[i] != LENGTH.charAt(i)) {
        return -1;
      }
    }
    long value = 0;
    for (int i = LENGTH.length(); i < length; i++) {
      if (line[i] >= '0' && line[i] <= '9' && value < Integer.MAX_VALUE) {
        value = value * 10 + line[i] - '0';
      } else if (line[i] != ' ') {
        return -1;
      }
    }
    return value;
  }

  /**
   * Reads it at once if all of it is here, in the usual form and with nothing else.
   *
   * @return where the frame begins, or -1; {@link #said} has its length
   */
  int usual(byte[] from, int offset, int end) {
    int n = lastLength;
    boolean again = n > 0 && n <= end - offset && ByteSearch.isSame(from, offset, last, 0, n);
    return again ? offset + n : another(from, offset, end);
  }

  private int another(byte[] from, int offset, int end) {
    int at = offset + USUAL.length;
    if (at >= end || !ByteSearch.isSame(from, offset, USUAL, 0, USUAL.length)) {
      return -1;
    }
    long value = 0;
    while (at < end && from[at] >= '0' && from[at] <= '9' && value < Integer.MAX_VALUE) {
      value = value * 10 + from[at] - '0';
      at++;
    }
    boolean over =
        value > 0 && end - at >= END.length && ByteSearch.isSame(from, at, END, 0, END.length);
    if (!over) {
      return -1;
    }
    said = value;
    int next = at + END.length;
    lastLength = next - offset <= LONGEST ? next - offset : 0;
    System.arraycopy(from, offset, last, 0, lastLength);
    return next;
  }

  long said() {
    return said;
  }
}
