package dev.unjam.bridge;

/** Tells where the text of a line ends, and whether it may close the object that it began with. */
final class RpcLine {
  private RpcLine() {}

  /** Whether a brace is the last that stands between these, but for blanks. */
  static boolean isClosed(byte[] from, int offset, int end) {
    int behind = behindText(from, offset, end);
    return behind > offset && from[behind - 1] == '}';
  }

  /** Behind the last byte between these that is no blank. */
  static int behindText(byte[] from, int offset, int end) {
    int behind = end;
    while (behind > offset && isBlank(from[behind - 1])) {
      behind--;
    }
    return behind;
  }

  /** Whether the last member of the object is an object or array itself, which no id is. */
  static boolean endsWithParts(byte[] from, int offset, int end) {
    int close = behindText(from, offset, end) - 1;
    int part = behindText(from, offset, close);
    return part > offset && (from[part - 1] == '}' || from[part - 1] == ']');
  }

  private static boolean isBlank(byte b) {
    return b == '\r' || b == ' ' || b == '\t';
  }
}
