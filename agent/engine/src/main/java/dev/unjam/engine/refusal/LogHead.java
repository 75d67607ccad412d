package dev.unjam.engine.refusal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the level at the head of a log's line, behind the time, the thread and the logger that may
 * stand before it.
 */
final class LogHead {
  private static final int MOST_CHARS = 200;

  /** {@code ts=... level=error}, {@code level=WARN}: what slog, logrus, go-kit and Effect write. */
  private static final Pattern LOGFMT_LEVEL =
      Pattern.compile(
          "(?:^|\\s)(?:level|lvl|severity)=\"?(error|err|warn|warning|fatal|critical|panic)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TIME =
      Pattern.compile("\\[?(?:\\d{4}-\\d\\d-\\d\\d|\\d\\d:\\d\\d:\\d\\d)");

  private static final Pattern WORD = Pattern.compile("\\S++");

  private static final Set<String> LEVELS =
      Set.of(
          "error",
          "err",
          "warn",
          "warning",
          "wrn",
          "fatal",
          "ftl",
          "critical",
          "crit",
          "severe",
          "panic");

  /** Of a time, a thread, a logger and the signs between them. */
  private static final int MOST_WORDS = 7;

  /** A logger's name: {@code codex_core::codex}, {@code agent.llm}. */
  private static final Pattern LOGGER =
      Pattern.compile("[\\w$]{1,64}(?:(?:::|\\.)[\\w$-]{1,64}){1,8}:?");

  private LogHead() {}

  /** Whether a line, without colours, is a log's and says that something failed. */
  static boolean isFailure(String line) {
    String head = Clean.cap(line, MOST_CHARS);
    return isLogfmt(head) || isStamped(head) || isNamed(head);
  }

  /**
   * Whether a line begins with a level in capitals and goes on in prose: a heading may as well, so
   * that what it brings has to be an error by its form.
   */
  static boolean mayBeFailure(String line) {
    return beginsWithLevel(line);
  }

  private static boolean isLogfmt(String head) {
    int equals = head.indexOf('=');
    return equals > 0 && head.lastIndexOf(' ', equals) < 0 && LOGFMT_LEVEL.matcher(head).find();
  }

  /** A time, and what has no plain word in it up to the level. */
  private static boolean isStamped(String head) {
    if (!TIME.matcher(head).lookingAt()) {
      return false;
    }
    Matcher word = WORD.matcher(head);
    for (int i = 0; i < MOST_WORDS && word.find(); i++) {
      String text = word.group();
      if (LEVELS.contains(letters(text))) {
        return true;
      }
      if (isPlain(text)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isPlain(String word) {
    return word.length() > 1 && word.chars().allMatch(Character::isLetter);
  }

  private static boolean isNamed(String head) {
    if (!beginsWithLevel(head)) {
      return false;
    }
    Matcher word = WORD.matcher(head);
    return word.find(head.indexOf(' ')) && LOGGER.matcher(word.group()).matches();
  }

  private static boolean beginsWithLevel(String line) {
    int end = 0;
    while (end < line.length() && Character.isUpperCase(line.charAt(end))) {
      end++;
    }
    return end < line.length()
        && line.charAt(end) == ' '
        && LEVELS.contains(line.substring(0, end).toLowerCase(Locale.ROOT));
  }

  private static String letters(String word) {
    StringBuilder letters = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
