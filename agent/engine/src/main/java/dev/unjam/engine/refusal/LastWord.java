package dev.unjam.engine.refusal;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tells of a program's output whether it went on after it was refused: what it says then is neither
 * a refusal nor of its waiting for the next attempt.
 */
final class LastWord {
  /** What programs say while they wait, beside what {@link LogLine} knows of their retries. */
  private static final Pattern WAITS =
      Pattern.compile(
          "(?i)\\b(?:retr(?:y|ies|ying)|try(?:ing)? again|back(?:ing)?[- ]?off|sleeping"
              + "|attempt #?\\d|wait(?:ing)? (?:for )?(?:up to |about |another |~)?\\d"
              + "|resets? (?:at|in|on))");

  /** The rest of a longer message: a stack trace, the inside of an object, a ruler. */
  private static final Pattern CONTINUES =
      Pattern.compile(
          "(?:at |Caused by|\\.{3} \\d|[}\\])]|\\s++(?:at |[{}\\[\\])\"'^~|]|[\\w$-]{1,64}+:)"
              + "|[^\\p{L}\\p{N}]*+$).*+",
          Pattern.DOTALL);

  private static final int MOST_CHARS = 1000;

  private final LogLine logLine;
  private final Predicate<String> refuses;

  /**
   * @param refuses whether a message is a refusal by itself
   */
  LastWord(Sayings sayings, Predicate<String> refuses) {
    this.logLine = new LogLine(sayings);
    this.refuses = refuses;
  }

  /** Whether something else was said than refusals. */
  boolean goesOn(String said) {
    return !said.isBlank() && ordinaryBehind(said, 0);
  }

  /** Whether something else was said behind the last refusal. */
  boolean isGotOver(String said) {
    int behind = -1;
    for (int at = 0; at < said.length(); ) {
      int next = next(said, at);
      String message = said.substring(at, next);
      behind = speaks(message) && refuses.test(message) ? next : behind;
      at = next;
    }
    return behind >= 0 && ordinaryBehind(said, behind);
  }

  private boolean ordinaryBehind(String said, int from) {
    for (int at = from; at < said.length(); ) {
      int next = next(said, at);
      if (isOrdinary(said.substring(at, next))) {
        return true;
      }
      at = next;
    }
    return false;
  }

  private boolean isOrdinary(String message) {
    String line = LogLine.withoutColours(Clean.cap(message, MOST_CHARS));
    return !CONTINUES.matcher(line).matches()
        && !WAITS.matcher(line).find()
        && !(speaks(message) && refuses.test(message));
  }

  /** Whether it may be a refusal at all. */
  private boolean speaks(String message) {
    return message.startsWith("{") || logLine.isFailure(message) || logLine.mayBeFailure(message);
  }

  /** Where the message that begins here ends: behind its line, or the object that it brings. */
  private int next(String said, int at) {
    int next = lineAfter(said, at);
    boolean object = said.charAt(at) == '{';
    int brace = object ? at : bodyOf(said, at, next);
    Json json = brace < 0 ? null : Json.read(said, brace);
    return json != null && json.complete() && (object || json.end() > next)
        ? lineAfter(said, json.end())
        : next;
  }

  private int bodyOf(String said, int at, int next) {
    int body = ChildLines.bodyOf(said, at, next);
    return body >= 0 && speaks(said.substring(at, next)) ? body : -1;
  }

  private static int lineAfter(String said, int from) {
    for (int i = from; i < said.length(); i++) {
      if (said.charAt(i) == '\n' || said.charAt(i) == '\r') {
        return i + 1;
      }
    }
    return said.length();
  }
}
