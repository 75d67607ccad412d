package dev.unjam.engine.track;

/** Whether a holder waits for work that it handed over. */
public enum Awaited {
  /** It goes on without it, or waits for something else. */
  NO,
  /** It waits, and nobody can tell for what: a latch, a queue, a future of its own. */
  PERHAPS,
  /** It waits for the very future that the work completes, or its task left the work behind. */
  YES;

  Awaited and(Awaited other) {
    return compareTo(other) < 0 ? this : other;
  }
}
