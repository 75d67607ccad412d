package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Says that a holder may send nothing more to a peer under one of its holds.
 *
 * <p>Set by a remedy before it ends the holder's call, read by woven code on the holder's thread.
 * It binds as long as the thread still has the hold and still runs the task that took it. Other
 * peers stay allowed: the host tells its user of the failure, and saves its state, while it still
 * holds.
 *
 * @param holdSeq the hold's number within its thread's record
 * @param peer the peer as calls name it, or null for every peer
 * @param message what the host is told, the incident's id included
 */
public record Denial(long holdSeq, @Nullable String peer, String message) {
  /** Denies every peer. */
  public Denial(long holdSeq, String message) {
    this(holdSeq, null, message);
  }

  /** Why whoever waits for this call is to hear of us; null if nobody is; any thread. */
  static @Nullable Denial of(CallRecord call) {
    Denial d = call.endedBy();
    if (d != null) {
      return d;
    }
    d = call.owner.denial();
    if (d == null || d.holdSeq() < call.underSeq || d.holdSeq() > call.heldSeq) {
      d = call.flow == null ? null : call.flow.denial();
    }
    return d != null && d.binds(call.peer) ? d : null;
  }

  /** Whether this peer is denied. */
  public boolean binds(String to) {
    return peer == null || peer.equals(to);
  }

  /** The exception that the host sees, with what it would have seen otherwise as its cause. */
  public QuotaExceededException toException(@Nullable Throwable cause) {
    return new QuotaExceededException(message, cause);
  }
}
