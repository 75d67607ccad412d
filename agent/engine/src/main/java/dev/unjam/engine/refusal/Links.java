package dev.unjam.engine.refusal;

/** Takes addresses out of a sentence: a path such as {@code /settings/billing} is no statement. */
final class Links {
  private static final String END = " \t\r\n\"'<>()[]{}|\u3000\uff0c\u3002\uff09";

  private Links() {}

  /** The text without its http(s) addresses; those are appended to {@code links}. */
  static String cut(String text, StringBuilder links) {
    int at = text.indexOf("http");
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    while (at >= 0) {
      int end = at + 4;
      if (text.startsWith("://", end) || text.startsWith("s://", end)) {
        while (end < text.length() && END.indexOf(text.charAt(end)) < 0) {
          end++;
        }
        out.append(text, done, at);
        links.append(text, at, end).append(' ');
        done = end;
      }
      at = text.indexOf("http", end);
    }
    return out.append(text, done, text.length()).toString();
  }
}
