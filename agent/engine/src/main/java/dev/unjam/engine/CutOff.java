package dev.unjam.engine;

import org.jspecify.annotations.Nullable;

/**
 * Remembers that whatever is open, or opens from now on, is told to be over at once, for nobody may
 * be there to tell when its end comes.
 *
 * <p>Called under the lock of whoever has it.
 */
final class CutOff {
  /** Tells it of all that is open and was not told so yet. */
  interface Told {
    void tell(String why, long now);
  }

  private final Told all;
  private @Nullable String why;
  private boolean forGood;

  CutOff(Told all) {
    this.all = all;
  }

  /**
   * It is so from now on.
   *
   * @param now in credited milliseconds
   * @param nothingAfter whether nothing is to be done or told after this any more
   */
  void begin(String reason, long now, boolean nothingAfter) {
    why = reason;
    forGood = nothingAfter;
    tell(now);
  }

  /** Tells it, if it is so. */
  void tell(long now) {
    String reason = why;
    if (reason != null) {
      all.tell(reason, now);
    }
  }

  /** Whether nothing is to be done or told any more. */
  boolean isForGood() {
    return forGood;
  }
}
