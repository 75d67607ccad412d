package dev.unjam.engine.refusal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal together with how sure its time is.
 *
 * @param refusal what others get
 * @param time the time to wait, null where none is given
 */
record Finding(Refusal refusal, @Nullable Wait time) {
  private static final List<String> GENERIC =
      List.of(
          "error",
          "api error",
          "invalid request error",
          "result",
          "success",
          "turn failed",
          "api error");

  static Finding of(RefusalClass refusalClass, Rule rule, Evidence evidence, @Nullable Wait wait) {
    String message = evidence.texts().isEmpty() ? "" : Clean.message(evidence.texts().get(0));
    return new Finding(
        new Refusal(
            refusalClass, wait == null ? null : wait.time(), code(evidence), message, rule.id()),
        wait);
  }

  /** The code that says most: a name before a number, a special one before a general one. */
  private static @Nullable String code(Evidence evidence) {
    String best = null;
    int bestRank = -1;
    for (String code : evidence.codes()) {
      boolean named = code.chars().anyMatch(Character::isLetter);
      boolean generic = GENERIC.contains(Words.ofCode(code));
      int rank = generic ? 0 : named ? 2 : 1;
      if (rank > bestRank) {
        best = code;
        bestRank = rank;
      }
    }
    return best == null ? null : Clean.code(best);
  }
}
