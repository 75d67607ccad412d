package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One rule about the lines that programs print.
 *
 * @param id unique in its set
 * @param says what it decides
 * @param source where the knowledge comes from
 * @param statuses any of these HTTP statuses, named as such in the line's sentence
 * @param codes any of these in a name that stands where an error's code does
 * @param words any of these in the sentence; of a refusal, in one of its clauses
 * @param vocabulary the words that it brings in, where it is a vocabulary
 * @param within whether the words before these, and in their gaps, are a provider's
 * @param unless none of these in the sentence
 * @param pieces any of these anywhere in the line, what it brings included; a rule that has them
 *     has nothing else
 */
record Saying(
    String id,
    Says says,
    String source,
    Set<Integer> statuses,
    List<Phrase> codes,
    List<Phrase> words,
    List<String> vocabulary,
    boolean within,
    List<Phrase> unless,
    List<Piece> pieces) {

  /** What a rule makes of a line. */
  enum Says {
    /** A provider refuses whoever prints it. */
    REFUSAL,
    /** It is about somebody else's request, a meter, or what went on. */
    OTHERS,
    /** It is an error of the program's own, though nothing marks it as one. */
    ERROR,
    /** It decides nothing: its words are those that a provider's sentences have. */
    VOCABULARY;

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
  boolean matches(Sentence sentence, Vocabulary vocabulary) {
    return isOfSentences()
        && says != Says.VOCABULARY
        && (statuses.isEmpty() || sentence.statuses().stream().anyMatch(statuses::contains))
        && (codes.isEmpty()
            || sentence.names().stream()
                .anyMatch(name -> any(codes, name.words()) && vocabulary.has(name.behind())))
        && (words.isEmpty() || speaks(sentence, vocabulary))
        && !any(unless, sentence.words());
  }

  private boolean speaks(Sentence sentence, Vocabulary vocabulary) {
    if (says != Says.REFUSAL) {
      return any(words, sentence.words());
    }
    Predicate<String> around = within ? vocabulary::has : any -> true;
    for (String clause : sentence.clauses()) {
      for (Phrase phrase : words) {
        if (phrase.in(clause, around)) {
          return true;
        }
      }
    }
    return false;
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
