package dev.unjam.engine.refusal;

import java.util.List;
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

  private final List<String> segments;
  private final boolean atStart;
  private final boolean atEnd;

  private Phrase(List<String> segments, boolean atStart, boolean atEnd) {
    this.segments = segments;
    this.atStart = atStart;
    this.atEnd = atEnd;
  }

  /**
   * Reads a phrase: {@code ^} pins it to the start, {@code $} to the end, a trailing {@code *} on a
   * segment lets its last word go on.
   */
  static Phrase of(String written) {
    String text = written.trim();
    boolean start = text.startsWith("^");
    boolean end = text.endsWith("$");
    String middle = text.substring(start ? 1 : 0, text.length() - (end ? 1 : 0));
    List<String> segments =
        GAP.splitAsStream(middle).map(Phrase::segment).filter(s -> !s.isEmpty()).toList();
    return new Phrase(segments, start, end);
  }

  private static String segment(String written) {
    boolean open = written.trim().endsWith("*");
    String words = Words.ofText(written);
    return open && !words.isEmpty() ? words + "*" : words;
  }

  /** Whether nothing is left to look for, which would match everything. */
  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** Whether the words hold this phrase. */
  boolean in(String words) {
    for (int at = find(segments.get(0), words, 0); at >= 0; at = find(segments.get(0), words, at + 1)) {
      if (atStart && at > 0) {
        return false;
      }
      int end = restAfter(words, at + length(segments.get(0)));
      if (end >= 0 && (!atEnd || end == words.length())) {
        return true;
      }
    }
    return false;
  }

  private int restAfter(String words, int from) {
    int end = from;
    for (int i = 1; i < segments.size(); i++) {
      String segment = segments.get(i);
      int at = find(segment, words, end);
      if (at < 0 || at - end > GAP_CHARS) {
        return -1;
      }
      end = at + length(segment);
    }
    return end;
  }

  private static int length(String segment) {
    return segment.endsWith("*") ? segment.length() - 1 : segment.length();
  }

  private static int find(String segment, String words, int from) {
    boolean open = segment.endsWith("*");
    String text = open ? segment.substring(0, segment.length() - 1) : segment;
    for (int at = words.indexOf(text, from); at >= 0; at = words.indexOf(text, at + 1)) {
      boolean left = at == 0 || isBoundary(words.charAt(at - 1), words.charAt(at));
      int end = at + text.length();
      boolean right =
          open || end == words.length() || isBoundary(words.charAt(end - 1), words.charAt(end));
      if (left && right) {
        return at;
      }
    }
    return -1;
  }

  /** Scripts that write without blanks have no word boundaries to respect. */
  private static boolean isBoundary(char a, char b) {
    return !(isSpaced(a) && isSpaced(b));
  }

  private static boolean isSpaced(char c) {
    return Character.isLetterOrDigit(c) && !Character.isIdeographic(c) && c < '\u3000';
  }
}
