package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the names in a line that stand where an error's code or an exception stands: {@code
 * RateLimitError: ...}, {@code code=insufficient_quota}, {@code 429 RESOURCE_EXHAUSTED}.
 *
 * <p>A compiler's or a database's message has such names within its sentences: {@code method
 * rate_limit_reached is never used}.
 */
final class ErrorNames {
  private static final String OPENS = ":.([{=,;|\"'";
  private static final String CLOSES = ":.)]},;|\"'!{";

  /** What may stand right before a code, beside a status. */
  private static final Set<String> BEFORE =
      Set.of(
          "error",
          "code",
          "status",
          "type",
          "reason",
          "exception",
          "with",
          "raised",
          "returned",
          "received",
          "got",
          "warn",
          "warning",
          "fatal");

  private ErrorNames() {}

  /** The names, as codes are written in rules. */
  static List<String> of(String text) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isName(text.charAt(end))) {
        end++;
      }
      if (end > at && isJoined(text, at, end) && opens(text, at) && closes(text, end)) {
        names.add(Words.ofCode(text.substring(at, end)));
      }
      at = Math.max(end, at + 1);
    }
    return names;
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  /** Whether several words are written as one; {@code quotaExceeded} is a variable's name. */
  private static boolean isJoined(String text, int from, int to) {
    boolean type = Character.isUpperCase(text.charAt(from));
    for (int i = from + 1; i < to; i++) {
      char c = text.charAt(i);
      if (c == '_'
          || (type && Character.isUpperCase(c) && Character.isLowerCase(text.charAt(i - 1)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean opens(String text, int from) {
    int before = from - 1;
    while (before >= 0 && text.charAt(before) == ' ') {
      before--;
    }
    if (before < 0 || OPENS.indexOf(text.charAt(before)) >= 0) {
      return true;
    }
    int start = before + 1;
    while (start > 0 && isName(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start, before + 1).toLowerCase(Locale.ROOT);
    Integer status = word.length() == 3 ? Numbers.small(word) : null;
    return BEFORE.contains(word) || (status != null && status >= 400 && status < 600);
  }

  private static boolean closes(String text, int to) {
    boolean blank = to < text.length() && text.charAt(to) == ' ';
    int at = blank ? to + 1 : to;
    if (at >= text.length()) {
      return true;
    }
    char c = text.charAt(at);
    if (c == '(') {
      return blank || text.startsWith("(\"", at);
    }
    if (c == '.') {
      return at + 1 == text.length() || text.charAt(at + 1) == ' ';
    }
    return CLOSES.indexOf(c) >= 0 || (blank && c == '-');
  }
}
