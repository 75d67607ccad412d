package dev.unjam.engine.detect;

import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.RefusalsView;
import org.jspecify.annotations.Nullable;

/** Made-up work that a holder handed over under all its holds. */
final class AnErrand {
  private AnErrand() {}

  /**
   * One that nobody has begun.
   *
   * @param later whether a timer has it, and it is not due
   */
  static HandoverView queued(int holds, boolean later) {
    return new HandoverView(
        0, 0, "", 1, holds, Awaited.NO, true, false, false, true, later, null, null);
  }

  /** One that somebody else is at. */
  static HandoverView beside(
      int holds, Awaited awaited, CallView call, @Nullable RefusalsView refusals) {
    return new HandoverView(
        8, 88, "helper", 1, holds, awaited, true, false, false, true, false, call, refusals);
  }

  /** One that somebody else is at, for which the holder may wait. */
  static HandoverView awaited(
      int holds,
      Awaited awaited,
      boolean sleeps,
      boolean ofThread,
      @Nullable CallView call,
      @Nullable RefusalsView refusals) {
    return new HandoverView(
        7, 77, "worker", 1, holds, awaited, true, sleeps, ofThread, true, false, call, refusals);
  }
}
