package dev.unjam.engine.remedy;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Flows;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.track.Tracker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a remedy is for: by numbers, so that it is looked up again just before the act.
 *
 * @param record the holder's record
 * @param holds the numbers of its stuck holds, oldest first
 * @param callId the call that they are stuck on, 0 if there is none
 * @param peer whom the call goes to, or null; another attempt at the same peer is as good as the
 *     call
 * @param message what the host is to be told
 * @param worker the record of the thread that makes the call for the holder, 0 if it is its own
 */
public record Target(
    long record,
    List<Long> holds,
    long callId,
    @Nullable String peer,
    String message,
    long worker) {
  /** Copies the list. */
  public Target {
    holds = List.copyOf(holds);
  }

  /** One whose call is the holder's own. */
  public Target(long record, List<Long> holds, long callId, @Nullable String peer, String message) {
    this(record, holds, callId, peer, message, 0);
  }

  /** The holder's record, if it still has one of the holds and still runs the task; else null. */
  @Nullable ThreadRecord stillAtIt() {
    ThreadRecord r = Threads.byId(record);
    if (r == null) {
      return null;
    }
    for (long seq : holds) {
      if (r.stillHolds(seq)) {
        return r;
      }
    }
    return null;
  }

  /**
   * The newest of the holds that the running task still has, or that is there at all where another
   * thread does the work; 0 if none: the turn ends with it.
   */
  long newestHeld(ThreadRecord r) {
    for (int i = holds.size() - 1; i >= 0; i--) {
      if (worker == 0 ? r.stillHolds(holds.get(i)) : r.has(holds.get(i))) {
        return holds.get(i);
      }
    }
    return 0;
  }

  /** The holder's record, if one of the holds is still there, its task ended or not; else null. */
  @Nullable ThreadRecord stillHolding() {
    ThreadRecord r = Threads.byId(record);
    if (r == null) {
      return null;
    }
    for (long seq : holds) {
      if (held(r, seq) != null) {
        return r;
      }
    }
    return null;
  }

  /**
   * The call that these holds wait for: the one meant if it goes on asynchronously, or the last.
   */
  @Nullable CallRecord call(ThreadRecord r) {
    CallRecord async = CallRecord.asyncById(callId);
    if (async != null) {
      return async;
    }
    if (worker != 0) {
      ThreadRecord w = worker(r);
      CallRecord his = w == null ? null : w.call();
      if (his == null || his.phase() == CallRecord.Phase.DONE) {
        return null;
      }
      return peer == null || peer.equals(his.peer) ? his : null;
    }
    CallRecord call = r.call();
    if (call == null || call.heldSeq < holds.get(0)) {
      return null;
    }
    boolean meant = call.id == callId || peer == null || peer.equals(call.peer);
    if (!meant) {
      return null;
    }
    return call.phase() == CallRecord.Phase.DONE ? null : call;
  }

  /** The thread that works for the holder, if it still is at work that was handed over; or null. */
  @Nullable ThreadRecord worker(ThreadRecord holder) {
    ThreadRecord w = worker == 0 ? null : Threads.byId(worker);
    boolean[] atIt = new boolean[1];
    if (w != null) {
      Flows.forEach(f -> atIt[0] |= f.isRunBy(w, holder));
    }
    return atIt[0] ? w : null;
  }

  /** What is held by this number, or null. */
  static @Nullable Object held(ThreadRecord r, long seq) {
    return Tracker.held(r, seq);
  }
}
