package dev.unjam.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A row on one JDK, with what was measured.
 *
 * @param jdk the JDK's version
 * @param peer under Byteman's rule, or null where that was not measured
 */
record Line(Row row, String jdk, Sample bare, Sample agent, @Nullable Sample peer) {
  /** The limits: an uncontended pair at most this much slower, in nanoseconds. */
  static final double MOST_NANOS = 5;

  /** And at most this many times as long. */
  static final double MOST_RATIO = 2.2;

  /** Throughput at least this share of bare. */
  static final double LEAST_SHARE = 0.8;

  /** A watchdog's tick, spread over millions of operations, is not an allocation of the hook's. */
  static final double NO_BYTES = 0.1;

  double ratio() {
    return agent.score() / bare.score();
  }

  double added() {
    return agent.score() - bare.score();
  }

  double addedBytes() {
    return agent.bytes() - bare.bytes();
  }

  /** Whether what the issue demands of such a row holds. */
  boolean holds() {
    return row.kind() == Row.Kind.TIME
        ? added() <= pairs() * MOST_NANOS && ratio() <= MOST_RATIO && addedBytes() < NO_BYTES
        : ratio() >= LEAST_SHARE;
  }

  private int pairs() {
    return row.benchmark().endsWith("alternating") ? 2 : 1;
  }

  String limit() {
    return row.kind() == Row.Kind.TIME
        ? "≤ +%.0f ns, ≤ %.1f×, 0 B".formatted(pairs() * MOST_NANOS, MOST_RATIO)
        : "≥ %.1f×".formatted(LEAST_SHARE);
  }
}
