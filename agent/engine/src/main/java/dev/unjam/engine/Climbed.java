package dev.unjam.engine;

import dev.unjam.engine.ladder.Progress;
import dev.unjam.engine.ladder.Progress.Result;
import dev.unjam.engine.ladder.Rung;

/**
 * How far the ladder has been climbed for one holder, and when, in credited milliseconds.
 *
 * <p>The watchdog's thread only.
 */
final class Climbed {
  private Rung rung = Rung.WARN;
  private Result result = Result.NONE;
  private long rungAt;
  private long climbedAt;
  private long firstAt;
  private int putOff;

  Climbed(long now) {
    this.rungAt = now;
    this.climbedAt = now;
    this.firstAt = now;
  }

  /** A rung is climbed. */
  void climbs(Rung next, long now) {
    firstAt = rung == Rung.WARN ? now : firstAt;
    putOff = next == Rung.WARN ? 0 : putOff;
    climbedAt = now;
    rungAt = now;
    rung = next;
    result = Result.NONE;
  }

  /** Its remedy has ended. */
  void ends(Result said, long now) {
    result = said;
    rungAt = now;
    if (rung == Rung.CUT) {
      putOff = said == Result.BUSY ? putOff + 1 : 0;
    }
  }

  /** What was before this counts for nothing. */
  void notBefore(long at) {
    firstAt = Math.max(firstAt, at);
    climbedAt = Math.max(climbedAt, at);
    rungAt = Math.max(rungAt, at);
  }

  /** The last rung. */
  Rung rung() {
    return rung;
  }

  /** What its remedy said. */
  Result result() {
    return result;
  }

  /** When it was climbed, or its remedy ended. */
  long rungAt() {
    return rungAt;
  }

  /** How often the holder's child could not be ended yet. */
  int putOff() {
    return putOff;
  }

  /** The same for the ladder. */
  Progress progress(boolean pending, long now) {
    return new Progress(
        rung, now - rungAt, now - climbedAt, pending, result, now - firstAt, putOff);
  }
}
