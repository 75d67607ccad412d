package dev.unjam.engine.refusal;

import java.util.Locale;

/** The words of a page that a proxy put in place of an answer. */
final class Html {
  private Html() {}

  static String text(String page) {
    String lower = page.toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < page.length()) {
      int open = page.indexOf('<', at);
      if (open < 0) {
        return out.append(page, at, page.length()).toString();
      }
      out.append(page, at, open).append(' ');
      int close = page.indexOf('>', open);
      if (close < 0) {
        return out.toString();
      }
      at = afterElement(lower, open, close + 1);
    }
    return out.toString();
  }

  private static int afterElement(String lower, int open, int next) {
    for (String name : new String[] {"script", "style"}) {
      if (lower.startsWith(name, open + 1)) {
        int end = lower.indexOf("</" + name, next);
        return end < 0 ? lower.length() : end;
      }
    }
    return next;
  }
}
