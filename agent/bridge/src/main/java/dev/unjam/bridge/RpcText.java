package dev.unjam.bridge;

/** Keeps the beginning of a string or number that comes in pieces. One thread at a time. */
final class RpcText {
  /** So much is kept. */
  static final int LONGEST = 256;

  final byte[] bytes = new byte[LONGEST];
  private int length;

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  void add(byte b) {
    if (length < LONGEST) {
      bytes[length++] = b;
    }
  }

  void add(byte[] from, int start, int end) {
    int n = Math.min(end - start, LONGEST - length);
    System.arraycopy(from, start, bytes, length, n);
    length += n;
  }
}
