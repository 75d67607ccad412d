package dev.unjam.engine.track;

import dev.unjam.bridge.Answer;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Carried;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.refusal.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What threads were refused inside their holds: in calls of their own, and in those of others that
 * told them so.
 *
 * <p>The watchdog's thread only.
 */
final class Episodes {
  /** By record, then by the hold that the calls were made under. */
  private final Map<Long, Map<Long, Episode>> byRecord = new HashMap<>();

  /** A call of this thread's own was refused. */
  void refused(ThreadRecord r, CallRecord call, Answer answer, Refusal refusal, long now) {
    under(r, call.topSeq).refused(call, answer, refusal, now);
  }

  /** This thread was told that a call was refused which another made for it. */
  void told(ThreadRecord r, Carried c, Answer answer, Refusal refusal, long now) {
    Episode e = under(r, c.topSeq);
    if (!e.isOver(c.call)) {
      e.refused(c.call, answer, refusal, now, c.underSeq, c.heldSeq, c.topSeq);
    }
  }

  private Episode under(ThreadRecord r, long topSeq) {
    return byRecord
        .computeIfAbsent(r.id, id -> new HashMap<>())
        .computeIfAbsent(topSeq, seq -> new Episode());
  }

  /** A call of this thread's own went well. */
  void succeeded(ThreadRecord r, CallRecord call) {
    Episode e = byRecord.getOrDefault(r.id, Map.of()).get(call.topSeq);
    if (e != null) {
      e.succeeded(call);
    }
  }

  /** A call that another made for it did: it ends what others were refused, and no more. */
  void succeededForIt(ThreadRecord r, CallRecord call) {
    for (Episode e : of(r)) {
      if (e.isOfAnother(r)) {
        e.succeeded(call);
      }
    }
  }

  /** Whether anything is remembered of this thread. */
  boolean know(ThreadRecord r) {
    return !byRecord.isEmpty() && byRecord.containsKey(r.id);
  }

  /** What was refused under this hold by a task that has left it behind, or null. */
  @Nullable RefusalsView leftBehind(ThreadRecord r, long holdSeq, long now) {
    for (Episode e : of(r)) {
      RefusalsView view = e.covers(holdSeq) ? e.view(now) : null;
      if (view != null) {
        return view;
      }
    }
    return null;
  }

  /** What the running task was refused and has not got over, or null. */
  @Nullable RefusalsView running(ThreadRecord r, long now) {
    for (Episode e : of(r)) {
      RefusalsView view = r.stillHolds(e.topSeq()) ? e.view(now) : null;
      if (view != null) {
        return view;
      }
    }
    return null;
  }

  private Collection<Episode> of(ThreadRecord r) {
    return byRecord.isEmpty() ? List.of() : byRecord.getOrDefault(r.id, Map.of()).values();
  }

  /** Forgets what was refused under holds that are gone. */
  void keepHolds(ThreadRecord r, List<HoldView> holds) {
    Map<Long, Episode> mine = byRecord.get(r.id);
    if (mine != null) {
      mine.values().removeIf(e -> holds.stream().noneMatch(h -> e.covers(h.seq())));
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
