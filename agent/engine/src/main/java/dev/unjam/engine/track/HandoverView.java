package dev.unjam.engine.track;

import org.jspecify.annotations.Nullable;

/**
 * Work that a holder handed over to another thread and that is not done, as the watchdog saw it.
 *
 * @param worker names the record of the thread that is at it, 0 while it is queued
 * @param workerId that thread's id
 * @param workerName that thread's name
 * @param underSeq the holder's holds that it was handed over under: from this one
 * @param heldSeq up to this one
 * @param awaited whether the holder waits for it
 * @param parked whether the work is queued, or its thread sleeps or waits
 * @param sleeps whether its thread sleeps, looked at only after it was refused
 * @param ofThread whether it is a thread of its own rather than a task
 * @param alive whether the work is queued or running, or its call goes on by itself
 * @param call the call that it makes, or null
 * @param refusals what it was refused and has not got over, or null
 */
public record HandoverView(
    long worker,
    long workerId,
    String workerName,
    long underSeq,
    long heldSeq,
    Awaited awaited,
    boolean parked,
    boolean sleeps,
    boolean ofThread,
    boolean alive,
    @Nullable CallView call,
    @Nullable RefusalsView refusals) {

  /** Whether it was handed over under this hold. */
  public boolean covers(long holdSeq) {
    return underSeq <= holdSeq && holdSeq <= heldSeq;
  }
}
