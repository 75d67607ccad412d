package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What a file of rules has: those about exchanges and those about lines, in its order.
 *
 * @param ofExchanges the first that matches decides about an exchange
 * @param ofLines the first that matches decides about a line
 */
record Rules(List<Rule> ofExchanges, List<Saying> ofLines) {
  Rules {
    ofExchanges = List.copyOf(ofExchanges);
    ofLines = List.copyOf(ofLines);
  }

  /** These, and behind them the others, less those whose id is taken here. */
  Rules before(Rules others) {
    Set<String> taken = new HashSet<>();
    ofExchanges.forEach(rule -> taken.add(rule.id()));
    ofLines.forEach(rule -> taken.add(rule.id()));
    return new Rules(
        joined(ofExchanges, others.ofExchanges, Rule::id, taken),
        joined(ofLines, others.ofLines, Saying::id, taken));
  }

  private static <T> List<T> joined(
      List<T> first, List<T> then, Function<T, String> id, Set<String> taken) {
    List<T> all = new ArrayList<>(first);
    then.stream().filter(rule -> !taken.contains(id.apply(rule))).forEach(all::add);
    return all;
  }
}
