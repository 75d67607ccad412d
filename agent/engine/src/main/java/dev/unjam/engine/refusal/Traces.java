package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Pieces of words of which a text has one if any rule can take it for a refusal: a program that
 * never stops speaking is not taken apart line by line for it.
 *
 * @param pieces none is a part of another; the empty one is in every text
 */
record Traces(List<String> pieces) {
  /** Those of these rules. */
  static Traces of(List<Saying> refusals) {
    Set<String> all = new LinkedHashSet<>();
    refusals.forEach(rule -> all.addAll(of(rule)));
    List<String> kept = new ArrayList<>();
    all.stream()
        .sorted(Comparator.comparingInt(String::length))
        .filter(each -> kept.stream().noneMatch(each::contains))
        .forEach(kept::add);
    return new Traces(List.copyOf(kept));
  }

  /** Every condition of a rule has to hold, so one of them does. */
  private static List<String> of(Saying rule) {
    if (!rule.words().isEmpty()) {
      return rule.words().stream().map(Phrase::trace).toList();
    }
    return rule.codes().isEmpty()
        ? rule.statuses().stream().map(String::valueOf).toList()
        : rule.codes().stream().map(Phrase::trace).toList();
  }

  /** Whether a text, in lower case, has one of them. */
  boolean in(String lower) {
    String text = lower.indexOf('\'') < 0 ? lower : lower.replace("'", "");
    for (String piece : pieces) {
      if (text.contains(piece)) {
        return true;
      }
    }
    return false;
  }
}
