package dev.unjam.engine.refusal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The words of which providers' sentences about their limits are made: "your disk quota exceeded"
 * has one that is in none.
 *
 * <p>Numbers and names of models are among them: what has both letters and digits.
 */
final class Vocabulary {
  private final Set<String> words;

  Vocabulary(List<String> words) {
    this.words = Set.copyOf(new HashSet<>(words));
  }

  /** Whether each word of a part of a clause is among them. */
  boolean has(String part) {
    for (String word : part.split(" ", -1)) {
      if (!hasWord(word)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasWord(String word) {
    if (word.isEmpty() || words.contains(word) || isNumbered(word)) {
      return true;
    }
    if (word.indexOf('-') < 0) {
      return false;
    }
    for (String each : word.split("-", -1)) {
      if (!words.contains(each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumbered(String word) {
    return word.indexOf('_') < 0 && word.chars().anyMatch(Character::isDigit);
  }
}
