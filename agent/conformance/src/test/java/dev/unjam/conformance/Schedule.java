package dev.unjam.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * What several threads do with one lock, one step after another.
 *
 * @param variant which of the ways to make such a lock
 */
record Schedule<M extends Move>(int variant, boolean fair, boolean virtual, List<Step<M>> steps) {
  static final int THREADS = 4;
  private static final int LONGEST = 50;

  static <M extends Move> Arbitrary<Schedule<M>> of(M[] moves, int variants) {
    List<M> bag = new ArrayList<>();
    for (M move : moves) {
      bag.addAll(Collections.nCopies(move.weight(), move));
    }
    Arbitrary<Step<M>> step =
        Combinators.combine(
                Arbitraries.integers().between(0, THREADS - 1),
                Arbitraries.of(bag),
                Arbitraries.integers().between(0, 3))
            .as(Step::new);
    return Combinators.combine(
            Arbitraries.integers().between(0, variants - 1),
            Arbitraries.of(false, true),
            VirtualThreads.exist() ? Arbitraries.of(false, true) : Arbitraries.just(false),
            step.list().ofMinSize(1).ofMaxSize(LONGEST))
        .as(Schedule::new);
  }

  @Override
  public String toString() {
    String kind = (fair ? "fair" : "unfair") + (virtual ? ", virtual threads" : "");
    return "variant " + variant + ", " + kind + ": " + steps;
  }
}
