package dev.unjam.engine;

import dev.unjam.engine.ladder.Policy;
import dev.unjam.engine.track.HoldView;

/** Says in a word whether a hold may be released by force, and if not why. */
final class Releasable {
  /** Of {@code synchronized}: the JVM has no way to. */
  static final String MONITOR = "no(monitor)";

  private final Policy policy;

  Releasable(Policy policy) {
    this.policy = policy;
  }

  /**
   * {@code yes}; {@code no(read)} and the like where the kind of lock has no way to; {@code
   * no(policy)} where the {@code release} option forbids it; {@code no(live)} for a lock whose
   * owner lives, which takes {@code release=all}.
   */
  String of(HoldView h) {
    String never = h.kind().never();
    if (never != null) {
      return "no(" + never + ")";
    }
    if (h.handedOver()) {
      return "no(handed over)";
    }
    if (h.ownerless()) {
      return policy.releaseOrphans() ? "yes" : "no(policy)";
    }
    if (h.kind().isLease()) {
      return policy.releaseLeases() ? "yes" : "no(policy)";
    }
    return policy.releaseLocks() ? "yes" : "no(live)";
  }
}
