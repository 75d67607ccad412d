package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule about the lines that programs print.
 *
 * @param id unique in its set
 * @param says what it decides
 * @param source where the knowledge comes from
 * @param statuses any of these HTTP statuses, named as such in the line's sentence
 * @param words any of these in the sentence
 * @param unless none of these in the sentence
 * @param pieces any of these anywhere in the line, what it brings included; a rule that has them
 *     has nothing else
 */
record Saying(
    String id,
    Says says,
    String source,
    Set<Integer> statuses,
    List<Phrase> words,
    List<Phrase> unless,
    List<Piece> pieces) {

  /** What a rule makes of a line. */
  enum Says {
    /** A provider refuses whoever prints it. */
    REFUSAL,
    /** It is about somebody else's request, a meter, or what went on. */
    OTHERS,
    /** It is an error of the program's own, though nothing marks it as one. */
    ERROR;

    static @Nullable Says fromLabel(String label) {
      for (Says each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(label)) {
          return each;
        }
      }
      return null;
    }
  }

  /** Whether it is about sentences, not about whole lines. */
  boolean isOfSentences() {
    return pieces.isEmpty();
  }

  /** Whether a sentence is what it looks for. */
  boolean matches(Sentence sentence) {
    return isOfSentences()
        && (statuses.isEmpty() || sentence.statuses().stream().anyMatch(statuses::contains))
        && (words.isEmpty() || any(words, sentence.words()))
        && !any(unless, sentence.words());
  }

  /** Whether a whole line, in lower case, is what it looks for. */
  boolean matchesLine(String lower) {
    for (Piece piece : pieces) {
      if (piece.in(lower)) {
        return true;
      }
    }
    return false;
  }

  private static boolean any(List<Phrase> phrases, String words) {
    for (Phrase phrase : phrases) {
      if (phrase.in(words)) {
        return true;
      }
    }
    return false;
  }
}
