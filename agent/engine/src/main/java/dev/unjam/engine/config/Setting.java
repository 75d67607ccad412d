package dev.unjam.engine.config;

/**
 * One value as somebody wrote it, and where.
 *
 * @param key the key in its plain form, such as {@code silence.head}
 * @param value the value, trimmed
 * @param origin where it was written, for the message
 * @param secret whether the value must never be shown
 */
record Setting(String key, String value, String origin, boolean secret) {
  private static final int SHOWN = 120;

  /** Says what is wrong with this setting; {@code what} says what would be right. */
  BadOptionException bad(String what) {
    String shown = secret ? "(not shown)" : quote(value);
    return new BadOptionException(quoteKey(key) + "=" + shown + " from " + origin + ": " + what);
  }

  private static String quoteKey(String key) {
    String quoted = quote(key);
    boolean plain = quoted.length() == key.length() + 2 && !key.isEmpty() && key.indexOf(' ') < 0;
    return plain ? key : quoted;
  }

  /** The text in quotes, on one line whatever it holds, cut where it is long. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
      append(out, text.charAt(i));
    }
    return out.append(text.length() > SHOWN ? "…\"" : "\"").toString();
  }

  private static void append(StringBuilder out, char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (isUnprintable(c)) {
      out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
    } else {
      out.append(c);
    }
  }

  private static boolean isUnprintable(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
