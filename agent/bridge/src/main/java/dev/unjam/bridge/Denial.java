package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Says that a holder may start nothing more under one of its holds.
 *
 * <p>Set by a remedy before it ends the holder's call, read by woven code on the holder's thread.
 * It binds as long as the thread still has the hold and still runs the task that took it.
 *
 * @param holdSeq the hold's number within its thread's record
 * @param message what the host is told, the incident's id included
 */
public record Denial(long holdSeq, String message) {
  /** The exception that the host sees, with what it would have seen otherwise as its cause. */
  public QuotaExceededException toException(@Nullable Throwable cause) {
    return new QuotaExceededException(message, cause);
  }
}
