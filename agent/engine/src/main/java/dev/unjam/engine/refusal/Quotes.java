package dev.unjam.engine.refusal;

import java.util.regex.Pattern;

/**
 * Takes quoted parts and names out of a sentence: what a client sent is no statement of the
 * provider.
 */
final class Quotes {
  private static final String OPENERS = "'\"`\u2018\u201c";
  private static final String CLOSERS = "'\"`\u2019\u201d";
  private static final int MAX_CHARS = 300;

  /** What the caller named so; the quantifiers are bounded. */
  private static final Pattern NAMED = Pattern.compile("\\b(?:named|called) \\S{1,120}");

  private Quotes() {}

  static String cut(String text) {
    return NAMED.matcher(unquoted(text)).replaceAll(" \" ");
  }

  private static String unquoted(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int kind = OPENERS.indexOf(c);
      boolean opens = kind >= 0 && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)));
      int close = opens ? text.indexOf(CLOSERS.charAt(kind), i + 1) : -1;
      if (close > 0 && close - i <= MAX_CHARS) {
        out.append(" \" ");
        i = close;
      } else if (opens && close < 0 && text.length() - i <= MAX_CHARS) {
        return out.toString(); // the cut took the closing quote
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
