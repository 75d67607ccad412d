package dev.unjam.engine.report;

/** Cleans text that came from outside, so that it can stand in a log. */
public final class Text {
  private Text() {}

  /** The text on one line: control, line-breaking and direction-changing characters are escaped. */
  public static String line(String text) {
    int i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) {
      i++;
    }
    return i == text.length() ? text : escaped(text, i);
  }

  /** The text, cut to {@code most} characters with an ellipsis as the last; never half a pair. */
  public static String cap(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Math.max(0, most - 1);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /** The address without its query, fragment and user info; anything else as it is. */
  public static String url(String address) {
    int end = firstOf(address, "?#", 0);
    int scheme = address.indexOf("://");
    if (scheme < 0 || scheme > end) {
      return address.substring(0, end);
    }
    int host = scheme + 3;
    int authorityEnd = Math.min(firstOf(address, "/\\", host), end);
    int at = address.lastIndexOf('@', authorityEnd - 1);
    int start = at < host ? host : at + 1;
    return address.substring(0, host) + address.substring(start, end);
  }

  private static int firstOf(String text, String characters, int from) {
    int i = from;
    while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static String escaped(String text, int from) {
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> append(out, c);
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, char c) {
    if (isPlain(c)) {
      out.append(c);
    } else {
      out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
    }
  }

  private static boolean isPlain(char c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && !isDirection(c);
  }

  /** Characters that reorder a terminal's line (CVE-2021-42574). */
  private static boolean isDirection(char c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
  }
}
