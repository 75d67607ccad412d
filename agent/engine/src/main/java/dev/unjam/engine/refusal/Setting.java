package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One {@code key = value} of a rule, with where it stands.
 *
 * @param file its name, for messages
 * @param line counted from 1
 */
record Setting(String file, int line, String key, String value) {
  /**
   * The alternatives of the value.
   *
   * @throws BadRulesException if there is none
   */
  List<String> parts() {
    List<String> parts = new ArrayList<>();
    for (String part : value.split("\\|", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    if (parts.isEmpty()) {
      throw bad("at least one alternative between the |");
    }
    return parts;
  }

  /**
   * The value as phrases.
   *
   * @throws BadRulesException if one of them has nothing to look for
   */
  List<Phrase> phrases() {
    return parts().stream().map(this::phrase).toList();
  }

  /** The same, to be looked for in the clauses of a line. */
  List<Phrase> clausePhrases() {
    return parts().stream().map(part -> checked(Phrase.ofClause(part))).toList();
  }

  Phrase phrase(String part) {
    return checked(Phrase.of(part));
  }

  private Phrase checked(Phrase phrase) {
    if (phrase.isEmpty()) {
      throw bad("phrases with at least one letter or digit, separated by |");
    }
    return phrase;
  }

  /**
   * The value as HTTP statuses of errors.
   *
   * @throws BadRulesException if one of them is none
   */
  Set<Integer> statuses() {
    Set<Integer> statuses = new TreeSet<>();
    for (String part : parts()) {
      Integer number = Numbers.small(part);
      if (number == null || number < 400 || number > 599) {
        throw bad("HTTP statuses from 400 to 599, separated by |");
      }
      statuses.add(number);
    }
    return statuses;
  }

  /** That it cannot be used, and what would be right. */
  BadRulesException bad(String right) {
    return new BadRulesException(
        file, line, key + " = \"" + Clean.message(value) + "\" cannot be used", right);
  }
}
