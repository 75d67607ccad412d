package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a file of rules has: those about exchanges and those about lines, in its order.
 *
 * @param file its name, for messages
 * @param lineOfId where each begins, counted from 1
 * @param ofExchanges the first that matches decides about an exchange
 * @param ofLines the first that matches decides about a line
 */
record Rules(
    String file, Map<String, Integer> lineOfId, List<Rule> ofExchanges, List<Saying> ofLines) {
  Rules {
    lineOfId = Map.copyOf(lineOfId);
    ofExchanges = List.copyOf(ofExchanges);
    ofLines = List.copyOf(ofLines);
  }

  /**
   * These, and behind them the others, less those whose id is taken here.
   *
   * @throws BadRulesException if a rule here takes the id of one of the other kind there
   */
  Rules before(Rules others) {
    others.ofLines.forEach(rule -> check(rule.id(), isOfExchanges(rule.id()), "no says"));
    others.ofExchanges.forEach(rule -> check(rule.id(), isOfLines(rule.id()), "says"));
    Map<String, Integer> ids = new HashMap<>(others.lineOfId);
    ids.putAll(lineOfId);
    return new Rules(
        file,
        ids,
        joined(ofExchanges, others.ofExchanges, Rule::id),
        joined(ofLines, others.ofLines, Saying::id));
  }

  private void check(String id, boolean taken, String has) {
    if (taken) {
      throw new BadRulesException(
          file,
          lineOfId.getOrDefault(id, 0),
          "rule \"" + id + "\" has " + has + ", other than the built-in one of this id",
          "give it an id of its own, or write the kind of rule that it stands for");
    }
  }

  private boolean isOfExchanges(String id) {
    return ofExchanges.stream().anyMatch(rule -> rule.id().equals(id));
  }

  private boolean isOfLines(String id) {
    return ofLines.stream().anyMatch(rule -> rule.id().equals(id));
  }

  private <T> List<T> joined(List<T> first, List<T> then, Function<T, String> id) {
    List<T> all = new ArrayList<>(first);
    then.stream().filter(rule -> !lineOfId.containsKey(id.apply(rule))).forEach(all::add);
    return all;
  }
}
