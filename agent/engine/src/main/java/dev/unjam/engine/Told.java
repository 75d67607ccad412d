package dev.unjam.engine;

import dev.unjam.engine.ladder.Rung;
import org.jspecify.annotations.Nullable;

/** What the log has of one holder already. The watchdog's thread only. */
final class Told {
  private boolean announced = true;
  private @Nullable Rung wouldHave;
  private @Nullable String did;
  private long warnedAtMillis;

  /**
   * Its first warning is told.
   *
   * @param stuckMillis for how long it was stuck by then
   */
  Told(long stuckMillis) {
    this.warnedAtMillis = stuckMillis;
  }

  /** An act begins, whose effect is to be told. */
  void acts() {
    announced = false;
    did = null;
  }

  /** What that act has done, as it says. */
  void did(String what) {
    did = what;
  }

  /** The same, or null if it has not said. */
  @Nullable String did() {
    return did;
  }

  /** Whether the last act's effect is still to be told; true once. */
  boolean takeUnannounced() {
    boolean was = !announced;
    announced = true;
    return was;
  }

  /** Whether this is the first time that the rung would have been climbed. */
  boolean saidWouldHave(Rung next) {
    boolean first = wouldHave != next;
    wouldHave = next;
    return first;
  }

  /**
   * Whether the warning is due again: at twice and four times the time it was first given at.
   *
   * @param firstMillis for how long it was stuck when it was found
   */
  boolean warnAgain(long stuckMillis, long firstMillis) {
    if (stuckMillis < 2 * warnedAtMillis || warnedAtMillis >= 4 * firstMillis) {
      return false;
    }
    warnedAtMillis = 2 * warnedAtMillis;
    return true;
  }
}
