package dev.unjam.engine.track;

/**
 * One thread that waits for one hold, or for a monitor.
 *
 * @param threadId who waits
 * @param thread its name
 * @param title what it waits for
 * @param hold the hold that it waits for; record 0 for a monitor
 * @param holderId the thread that has it
 * @param holder that thread's name
 * @param waitingMillis since it was first seen waiting, in credited milliseconds
 * @param untimed whether it is seen parked or blocked with no time limit: one that has a limit gets
 *     out of a circle by itself
 * @param needed whether it cannot go on before this very holder lets go
 */
public record Wait(
    long threadId,
    String thread,
    Title title,
    HoldId hold,
    long holderId,
    String holder,
    long waitingMillis,
    boolean untimed,
    boolean needed) {

  /** What it waits for, as the log has it. */
  public String waitsFor() {
    return title.name();
  }
}
