package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** With what a sentence goes on behind a code that is its subject. */
  private static final Set<String> GOES_ON =
      Set.of("from", "by", "for", "on", "after", "while", "when", "retrying");

  /** Whose limits such a sentence is about as well as a provider's. */
  private static final Set<String> OF_SERVERS =
      Set.of("connection", "connections", "session", "sessions", "server", "stream", "upstream");

  private static final int MOST_CHARS_BEHIND = 120;

  private ErrorNames() {}

  /**
   * One of them.
   *
   * @param words as codes are written in rules
   * @param behind how its clause goes on behind a preposition, in lower case; empty where a sign
   *     ends it
   */
  record ErrorName(String words, String behind) {}

  /** The names of a line, in its order. */
  static List<ErrorName> of(String text) {
    List<ErrorName> names = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isName(text.charAt(end))) {
        end++;
      }
      if (end > at && isJoined(text, at, end) && opens(text, at)) {
        String code = text.substring(at, end);
        String behind = closes(text, end) ? "" : behind(code, text, end);
        if (behind != null) {
          names.add(new ErrorName(Words.ofCode(code), behind));
        }
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

  /** Null where the sentence is about the name: it is declared, missing or never used. */
  private static @Nullable String behind(String code, String text, int to) {
    if (code.indexOf('_') < 0 || text.charAt(to) != ' ') {
      return null;
    }
    int end = Math.min(text.length(), to + MOST_CHARS_BEHIND);
    List<String> clauses = Clauses.of(text.substring(to, end));
    String first = clauses.isEmpty() ? "" : clauses.get(0);
    int blank = first.indexOf(' ');
    if (blank < 0 || !GOES_ON.contains(first.substring(0, blank))) {
      return null;
    }
    String rest = first.substring(blank + 1);
    return Stream.of(rest.split(" ")).anyMatch(OF_SERVERS::contains) ? null : rest;
  }
}
