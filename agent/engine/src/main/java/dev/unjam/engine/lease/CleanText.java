package dev.unjam.engine.lease;

/** Makes text of others safe to stand in one line of ours. */
public final class CleanText {
  private CleanText() {}

  /** Replaces control characters and line ends by spaces, and caps the length in code points. */
  static String line(String text, int most) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(most)
        .map(point -> breaksLines(point) ? ' ' : loneSurrogate(point) ? '\uFFFD' : point)
        .forEach(clean::appendCodePoint);
    String capped = clean.toString().strip();
    return text.codePointCount(0, text.length()) > most ? capped + "…" : capped;
  }

  /** Escapes what would break or forge a line: control characters, line ends, {@code │}, format. */
  public static String escaped(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(point -> escape(point, escaped));
    return escaped.toString();
  }

  /**
   * Returns it as one word of a line: as it is, or, where a reader could not tell where it ends, in
   * double quotes with what is in it escaped.
   */
  public static String word(String text) {
    return text.isEmpty() || text.codePoints().anyMatch(CleanText::endsWords) ? quoted(text) : text;
  }

  /** Returns it in double quotes, on one line; quotes and backslashes in it have a backslash. */
  static String quoted(String text) {
    return '"' + escaped(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
  }

  private static boolean endsWords(int point) {
    return point == '"'
        || point == '│'
        || Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || misleads(point);
  }

  /** Whether it would break a line, or is not seen in one, or turns the text around it. */
  private static boolean misleads(int point) {
    return breaksLines(point)
        || loneSurrogate(point)
        || Character.getType(point) == Character.FORMAT;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static void escape(int point, StringBuilder out) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (point == '│' || misleads(point)) {
          for (char c : Character.toChars(point)) {
            out.append(String.format("\\u%04x", (int) c));
          }
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }

  private static boolean breaksLines(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || (type == Character.FORMAT && point >= 0x202A && point <= 0x2069);
  }

  private static boolean loneSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
