package dev.unjam.engine.refusal;

import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the HTTP statuses that a text names as such: {@code status code 429}, {@code HTTP 402}.
 *
 * <p>A client that hands an error on often leaves nothing of it but that.
 */
final class StatusWords {
  private static final int MOST_CHARS = 1000;

  private static final Set<String> BEFORE =
      Set.of("status", "code", "http", "error", "rejected", "statuscode", "apierror");
  private static final Set<String> AFTER = Set.of("too", "payment", "resource", "status");

  private static final Set<String> NO_NOUNS = Set.of("status", "this", "access", "process");

  private StatusWords() {}

  /** Those of a line that is an error's; one that it begins with is always a status. */
  static Set<Integer> ofLine(String line) {
    return find(line, true);
  }

  /** Those of a sentence, which may begin with any number. */
  static Set<Integer> ofSentence(String sentence) {
    return find(sentence, false);
  }

  private static Set<Integer> find(String text, boolean first) {
    Set<Integer> found = new TreeSet<>();
    String[] words = Words.ofText(Clean.cap(text, MOST_CHARS)).split(" ");
    for (int i = 0; i < words.length; i++) {
      Integer number = words[i].length() == 3 ? Numbers.small(words[i]) : null;
      boolean error = number != null && number >= 400 && number < 600;
      if (error && ((i == 0 && first && !counts(words, i)) || isNamed(words, i))) {
        found.add(number);
      }
    }
    return found;
  }

  private static boolean isNamed(String[] words, int at) {
    boolean with = at > 1 && words[at - 1].equals("with") && words[at - 2].equals("failed");
    boolean named = with || (at > 0 && BEFORE.contains(words[at - 1]));
    return (named && !counts(words, at))
        || (at + 1 < words.length && AFTER.contains(words[at + 1]));
  }

  /** "Error: 429 files could not be read" counts files. */
  private static boolean counts(String[] words, int at) {
    String next = at + 1 < words.length ? words[at + 1] : "";
    return next.length() > 3 && next.endsWith("s") && !NO_NOUNS.contains(next);
  }
}
