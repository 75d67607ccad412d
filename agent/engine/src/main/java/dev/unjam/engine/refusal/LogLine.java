package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Judges whether a line that is no JSON is a program's own report of a failed request.
 *
 * <p>The same words in a tool's output or in a model's prose do not count, so a line needs an error
 * marker near its start, a retry marker, or an opening that the rules know for an error's.
 */
final class LogLine {
  private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;]{0,16}[A-Za-z]");

  private static final int MOST_CHARS = 1000;
  private static final int HEAD_CHARS = 60;

  /** What marks such a title as a provider's: a session, a request or an account has limits too. */
  private static final Set<String> TITLE_OF =
      Set.of("api", "streaming", "provider", "model", "llm");

  private static final int TITLE_WORDS = 5;

  private static final List<String> HEADS =
      List.of(
          "error:",
          "operation error ",
          "error ",
          "[error]",
          "api error",
          "apierror",
          "error code:",
          "error, status code:",
          "fatal",
          "llm provider error",
          "provider error:",
          "model error:",
          "llm error",
          "unexpected error",
          "unexpected status",
          "agent error",
          "failed to",
          "failed after",
          "stream error",
          "request failed",
          "exception",
          "failed with status",
          "failed:",
          "level=error",
          "error]",
          "warn ",
          "[warn]",
          "warning:",
          "level=warn",
          "\u274c",
          "\u25a0",
          "\u26a0");
  private static final String TITLE_END = " error:";

  private static final List<String> RETRIES =
      List.of(
          "retrying in",
          "retrying with",
          "retrying 1/",
          "; retrying",
          "[retrying",
          "will retry in",
          "retrying after",
          "retrying request",
          "retry attempt",
          "attempt #");
  private static final int BANNER_CHARS = 300;

  /** Blanks and the signs that programs put before their lines; those of test runners as well. */
  private static final String DECORATION =
      " \t\u2022\u203a\u276f\u2502\u258c\u26a1\u2139\u26d4\u23f3\u23ba\u23bf\u2716\u2717\u2715\ufe0f";

  private final Sayings sayings;

  LogLine(Sayings sayings) {
    this.sayings = sayings;
  }

  boolean isFailure(String raw) {
    String whole = withoutColours(raw).strip();
    String line = Clean.cap(whole, MOST_CHARS);
    String lower = lower(line);
    return (LogHead.isFailure(line)
            || startsLikeError(Clean.cap(line, HEAD_CHARS))
            || isRetry(lower)
            || isBanner(raw))
        && !isOfOthers(whole);
  }

  /** Whether it is an error's by an opening that the rules know. */
  boolean isBanner(String raw) {
    return raw.length() <= BANNER_CHARS
        && sayings.isError(undecorated(lower(withoutColours(raw).strip())));
  }

  /** Whether a line is one if what it brings is an error by its form. */
  boolean mayBeFailure(String raw) {
    String whole = withoutColours(raw).strip();
    return LogHead.mayBeFailure(whole) && !isOfOthers(whole);
  }

  /** Whether a line, in lower case, says that something is tried again. */
  static boolean isRetry(String lower) {
    return containsAny(lower, RETRIES);
  }

  private static String lower(String line) {
    return line.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
  }

  private boolean isOfOthers(String whole) {
    return isFragment(whole) || sayings.isOfOthersLine(whole);
  }

  static String withoutColours(String line) {
    return line.indexOf('\u001b') < 0 ? line : ANSI.matcher(line).replaceAll("");
  }

  /**
   * A stream's first line may be the tail of a JSON message: nobody knows whose words those are.
   * One that begins as a log's does is whole, and quotes what it likes. That is seen of the whole
   * line only: of a long one the end tells.
   */
  private static boolean isFragment(String line) {
    int open = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open < 0) {
        return true;
      }
    }
    int brace = line.indexOf('{');
    boolean escaped = brace < 0 ? line.contains("\\\"") : line.startsWith("\\", brace + 1);
    boolean quoted = escaped || (brace < 0 && beginsInsideQuotes(line));
    return line.startsWith("\"") || (quoted && !LogHead.isFailure(line));
  }

  private static boolean beginsInsideQuotes(String line) {
    return line.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private boolean startsLikeError(String head) {
    String said = undecorated(head);
    String text = lower(said);
    for (String marker : HEADS) {
      int at = text.indexOf(marker);
      if (at == 0 || (at > 0 && isLead(text.substring(0, at), marker))) {
        return !marker.equals("error ") || isLogLevel(text, at);
      }
    }
    int colon = text.indexOf(TITLE_END);
    return (colon > 0 && colon < said.length() && isTitle(said.substring(0, colon)))
        || (text.startsWith("attempt ") && text.contains("failed"));
  }

  /** What an agent calls its provider's errors: {@code OpenAI API Streaming Error: }. */
  private boolean isTitle(String lead) {
    String[] words = lead.split(" ", TITLE_WORDS + 1);
    return words.length <= TITLE_WORDS
        && Stream.of(words)
            .allMatch(word -> !word.isEmpty() && Character.isUpperCase(word.charAt(0)))
        && Stream.of(words).anyMatch(word -> TITLE_OF.contains(lower(word)))
        && sayings.areAProviders(lower(lead));
  }

  /**
   * What may stand before the marker: a time, a level, a logger's or an exception's name. A value
   * in quotes is a record's, whose head tells more.
   */
  private static boolean isLead(String lead, String marker) {
    if (lead.contains("=\"")) {
      return false;
    }
    int blanks = 0;
    for (int i = 0; i < lead.length(); i++) {
      if (lead.charAt(i) == ' ') {
        blanks++;
      }
    }
    boolean stamp = Character.isDigit(lead.charAt(0)) || lead.charAt(0) == '[';
    boolean named = blanks == 1 && lead.endsWith(" ") && !(marker.endsWith(" ") && isPlain(lead));
    return stamp ? blanks <= 4 : blanks == 0 || named;
  }

  /** "warn " behind a plain word is a verb. */
  private static boolean isPlain(String lead) {
    return lead.strip().chars().allMatch(Character::isLetter);
  }

  /** "ERROR 2026-11-20T10:02:44 ..." is a log line, "error messages are ..." is prose. */
  private static boolean isLogLevel(String text, int at) {
    String rest = text.substring(at + "error ".length()).stripLeading();
    return rest.isEmpty()
        || !Character.isLetter(rest.charAt(0))
        || rest.indexOf('=') > 0
        || rest.startsWith("code");
  }

  private static String undecorated(String text) {
    int at = 0;
    while (at < text.length() && DECORATION.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(at);
  }

  private static boolean containsAny(String text, List<String> parts) {
    return parts.stream().anyMatch(text::contains);
  }
}
