package dev.unjam.engine.refusal;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One pattern of a rule: words that follow each other, with gaps where it says {@code ..}.
 *
 * <p>No regular expression on purpose: a rule that a user wrote cannot make matching slow. The work
 * is at most the text's length times the number of segments, per phrase.
 */
final class Phrase {
  private static final int GAP_CHARS = 40;
  private static final Pattern GAP = Pattern.compile(" ?\\.\\. ?");

  /** What has no other form in any script. */
  private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]++");

  private static final int LEAST_LETTERS = 3;

  private final List<Segment> segments;
  private final boolean atStart;
  private final boolean atEnd;

  private Phrase(List<Segment> segments, boolean atStart, boolean atEnd) {
    this.segments = segments;
    this.atStart = atStart;
    this.atEnd = atEnd;
  }

  /**
   * Reads a phrase: {@code ^} pins it to the start, {@code $} to the end, a trailing {@code *} on a
   * segment lets its last word go on.
   */
  static Phrase of(String written) {
    return of(written, Words::ofText);
  }

  /** The same, of words that are looked for in a clause of a line. */
  static Phrase ofClause(String written) {
    return of(written, words -> String.join(" ", Clauses.of(words.replace('?', ' '))));
  }

  private static Phrase of(String written, UnaryOperator<String> form) {
    String text = written.trim();
    boolean start = text.startsWith("^");
    boolean end = text.endsWith("$");
    String middle =
        text.substring(start ? 1 : 0, Math.max(start ? 1 : 0, text.length() - (end ? 1 : 0)));
    List<Segment> segments =
        GAP.splitAsStream(middle)
            .map(part -> Segment.of(part, form))
            .filter(s -> !s.words.isEmpty())
            .toList();
    return new Phrase(segments, start, end);
  }

  /** Whether nothing is left to look for, which would match everything. */
  boolean isEmpty() {
    return segments.isEmpty();
  }

  /**
   * Letters that stand together in whatever holds this phrase, in lower case and without its
   * apostrophes; empty where it has too few.
   */
  String trace() {
    String longest = "";
    for (Segment segment : segments) {
      for (String run : NO_LETTERS.split(segment.words, -1)) {
        longest = run.length() > longest.length() ? run : longest;
      }
    }
    return longest.length() < LEAST_LETTERS ? "" : longest;
  }

  /** Whether the words hold this phrase. */
  boolean in(String words) {
    return in(words, any -> true);
  }

  /**
   * The same.
   *
   * @param around whether the words may stand before the phrase, or in its gaps; what has a part
   *     that may not may not either
   */
  boolean in(String words, Predicate<String> around) {
    Segment first = segments.get(0);
    for (int at = first.find(words, 0); at >= 0; at = first.find(words, at + 1)) {
      if (atStart && at > 0) {
        return false;
      }
      if (!around.test(words.substring(0, at))) {
        return false;
      }
      int end = restAfter(words, at + first.words.length(), around);
      if (end >= 0 && (!atEnd || end == words.length())) {
        return true;
      }
    }
    return false;
  }

  private int restAfter(String words, int from, Predicate<String> around) {
    int end = from;
    for (int i = 1; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      int at = segment.find(words, end);
      if (at < 0 || at - end > GAP_CHARS || !around.test(words.substring(end, at))) {
        return -1;
      }
      end = at + segment.words.length();
    }
    return end;
  }

  /** Words that follow each other; the last may go on where it is open. */
  private record Segment(String words, boolean open) {
    static Segment of(String written, UnaryOperator<String> form) {
      return new Segment(form.apply(written), written.trim().endsWith("*"));
    }

    int find(String text, int from) {
      for (int at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) {
        int end = at + words.length();
        boolean left = at == 0 || isBoundary(text.charAt(at - 1), text.charAt(at));
        if (left
            && (open
                || end == text.length()
                || isBoundary(text.charAt(end - 1), text.charAt(end)))) {
          return at;
        }
      }
      return -1;
    }
  }

  /** Scripts that write without blanks have no word boundaries to respect. */
  private static boolean isBoundary(char a, char b) {
    return !(isSpaced(a) && isSpaced(b));
  }

  private static boolean isSpaced(char c) {
    return Character.isLetterOrDigit(c) && !Character.isIdeographic(c) && c < '\u3000';
  }
}
