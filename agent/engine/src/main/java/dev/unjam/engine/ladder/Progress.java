package dev.unjam.engine.ladder;

/**
 * How far the ladder has been climbed for one holder.
 *
 * @param rung the last rung
 * @param sinceMillis how long ago its remedy ended, in credited milliseconds
 * @param climbedMillis how long ago it was climbed, in credited milliseconds
 * @param pending whether its remedy is still at work
 * @param result what its remedy said
 * @param firstMillis how long ago the first rung that acts was climbed, in credited milliseconds
 * @param putOff how often its child could not be ended yet, as others needed it; 0 once it was, or
 *     was given up
 */
public record Progress(
    Rung rung,
    long sinceMillis,
    long climbedMillis,
    boolean pending,
    Result result,
    long firstMillis,
    int putOff) {
  /** One whose first rung this is. */
  public Progress(Rung rung, long sinceMillis, long climbedMillis, boolean pending, Result result) {
    this(rung, sinceMillis, climbedMillis, pending, result, climbedMillis, 0);
  }

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
