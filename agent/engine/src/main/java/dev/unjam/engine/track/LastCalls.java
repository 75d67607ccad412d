package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ThreadRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows the last call that was made under each hold, also where its thread has begun others since.
 *
 * <p>A pool gives the thread of a task that failed its next one at once: what that calls says
 * nothing of what the former left behind. The watchdog's thread only.
 */
final class LastCalls {
  /** By record, then by the hold's number; nothing of threads that have made one call only. */
  private final Map<Long, Map<Long, CallRecord>> byRecord = new HashMap<>();

  /**
   * Takes a call down; in the order in which they began.
   *
   * @param superseded whether the thread has begun another since
   */
  void take(ThreadRecord r, CallRecord call, boolean superseded) {
    Map<Long, CallRecord> known = byRecord.get(r.id);
    if (known == null && !superseded) {
      return;
    }
    Map<Long, CallRecord> mine = known == null ? new HashMap<>() : known;
    for (int i = 0; i < r.depth(); i++) {
      long seq = r.seqAt(i);
      if (isUnder(call, seq)) {
        mine.put(seq, call);
      } else if (!r.taskEndedAt(i)) {
        // The same task has come so far that it no longer counts as one turn.
        mine.remove(seq);
      }
    }
    if (known == null && !mine.isEmpty()) {
      byRecord.put(r.id, mine);
    }
  }

  /** The last call of this thread that was made under this hold, or null. */
  @Nullable CallRecord under(ThreadRecord r, long holdSeq) {
    CallRecord latest = r.call();
    return latest != null && isUnder(latest, holdSeq)
        ? latest
        : byRecord.getOrDefault(r.id, Map.of()).get(holdSeq);
  }

  /** Whether it ended in an exception or an error. */
  static boolean failed(CallRecord call) {
    return call.hasFailed() || call.status() >= 400 || childIsGone(call);
  }

  /** A child that ended did not answer; its reader may have seen no more than the end. */
  private static boolean childIsGone(CallRecord call) {
    if (!call.isToChild()) {
      return false;
    }
    long pid = Long.parseLong(call.peer.substring(0, call.peer.indexOf(':')));
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static boolean isUnder(CallRecord call, long holdSeq) {
    return call.underSeq <= holdSeq && holdSeq <= call.heldSeq;
  }

  /** Forgets the calls under holds that are gone. */
  void keepHolds(ThreadRecord r, List<HoldView> holds) {
    Map<Long, CallRecord> mine = byRecord.get(r.id);
    if (mine != null) {
      mine.keySet().retainAll(holds.stream().map(HoldView::seq).toList());
      if (mine.isEmpty()) {
        byRecord.remove(r.id);
      }
    }
  }

  /** Forgets the threads that hold nothing any more. */
  void keepOnly(Set<Long> records) {
    byRecord.keySet().retainAll(records);
  }
}
