package dev.unjam.engine;

import dev.unjam.engine.ladder.Outcome;

/** Who has really ended a holder's holds. The watchdog's thread only. */
final class EndedBy {
  private boolean force;
  private boolean owner;

  /** One of them has ended. */
  void take(boolean byForce) {
    force |= byForce;
    owner |= !byForce;
  }

  /** The outcome by that, whatever was tried last. */
  Outcome really(Outcome byRung) {
    if (force) {
      return byRung == Outcome.ABANDONED ? byRung : Outcome.RELEASED_BY_FORCE;
    }
    if (byRung == Outcome.RELEASED_BY_FORCE) {
      return owner ? Outcome.RELEASED_BY_OWNER : Outcome.ABANDONED;
    }
    return byRung;
  }
}
