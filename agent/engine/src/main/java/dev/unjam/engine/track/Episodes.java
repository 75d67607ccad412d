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

  /**
   * A call of this thread's own was refused.
   *
   * @param much whether much was said behind it since, by a child
   */
  void refused(
      ThreadRecord r, CallRecord call, Answer answer, Refusal refusal, boolean much, long now) {
    under(r, key(call)).refused(call, answer, refusal, much, now);
  }

  /**
   * This thread was told that a call was refused which another made for it.
   *
   * @param well what went well for it; what was refused beside that was made good
   */
  void told(
      ThreadRecord r,
      Carried c,
      Answer answer,
      Refusal refusal,
      boolean much,
      Well well,
      long now) {
    if (!well.isSince(c.call.id, c.call.startedAt)) {
      Episode e = under(r, c.topSeq);
      e.refused(c.call, answer, refusal, much, now, c.underSeq, c.heldSeq, c.topSeq);
    }
  }

  private Episode under(ThreadRecord r, long topSeq) {
    return byRecord
        .computeIfAbsent(r.id, id -> new HashMap<>())
        .computeIfAbsent(topSeq, seq -> new Episode());
  }

  /**
   * A client that is known by its sockets alone may have locks of its own, each call another one:
   * so its calls are told by the oldest hold of the turn rather than by the newest.
   */
  private static long key(CallRecord call) {
    return call.author() == null ? call.topSeq : call.underSeq;
  }

  /** A call of this thread's own went well. */
  void succeeded(ThreadRecord r, CallRecord call) {
    long key = key(call);
    for (Map.Entry<Long, Episode> e : byRecord.getOrDefault(r.id, Map.of()).entrySet()) {
      if (e.getKey() == key || e.getKey() == call.topSeq || e.getValue().isOfSockets()) {
        e.getValue().succeeded(call);
      }
    }
    wentWell(r, Well.by(call));
  }

  /** Calls went well that were made for this thread: it ends what others were refused, no more. */
  void wentWell(ThreadRecord r, Well well) {
    for (Episode e : of(r)) {
      if (e.isOfAnother(r)) {
        e.wentWell(well);
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
      RefusalsView view = e.isHeld(r) ? e.view(now) : null;
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
