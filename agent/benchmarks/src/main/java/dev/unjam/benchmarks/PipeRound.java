package dev.unjam.benchmarks;

import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Windows of each contender, one right after the other. */
record PipeRound(Map<Contender, Window> windows) {
  /** Copies the map. */
  PipeRound {
    windows = Map.copyOf(windows);
  }

  /** What a megabyte takes without the agent. */
  Window bare() {
    return of(Contender.BARE);
  }

  /** How fast a contender is, bare being 1. */
  double ratio(Contender contender, ToDoubleFunction<Window> figure) {
    return figure.applyAsDouble(bare()) / figure.applyAsDouble(of(contender));
  }

  private Window of(Contender contender) {
    return Objects.requireNonNull(windows.get(contender), contender::name);
  }
}
