package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.CallRecord.Phase;

/**
 * Until when calls have gone well that were made for a holder, by whichever threads.
 *
 * @param endedBefore calls with this number and later ones were begun after all of them had ended
 * @param at when the last byte came of those that still go on, in credited milliseconds
 */
record Well(long endedBefore, long at) {
  static final Well NEVER = new Well(0, 0);

  /** This call has gone well so far. */
  static Well by(CallRecord call) {
    return call.phase() == Phase.DONE
        ? new Well(call.endedBefore(), 0)
        : new Well(0, call.lastByteAt());
  }

  Well and(Well other) {
    return new Well(Math.max(endedBefore, other.endedBefore), Math.max(at, other.at));
  }

  /** Whether something went well after this call was begun: beside it, or later. */
  boolean isSince(long call, long startedAt) {
    return endedBefore > call || at > startedAt;
  }
}
