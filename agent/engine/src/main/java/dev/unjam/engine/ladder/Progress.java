package dev.unjam.engine.ladder;

/**
 * How far the ladder has been climbed for one holder.
 *
 * @param rung the last rung
 * @param sinceMillis how long ago its remedy ended, in credited milliseconds
 * @param climbedMillis how long ago it was climbed, in credited milliseconds
 * @param pending whether its remedy is still at work
 * @param result what its remedy said
 */
public record Progress(
    Rung rung, long sinceMillis, long climbedMillis, boolean pending, Result result) {
  /** One whose remedy took no time. */
  public Progress(Rung rung, long sinceMillis, boolean pending, Result result) {
    this(rung, sinceMillis, sinceMillis, pending, result);
  }

  /** What a remedy said of itself; whether it helped is seen in the next snapshots. */
  public enum Result {
    NONE,
    DONE,
    NO_HANDLE,
    BUSY,
    FAILED
  }
}
