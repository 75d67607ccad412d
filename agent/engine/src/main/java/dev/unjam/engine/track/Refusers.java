package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.bridge.ThreadRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows, for each holder, how those answer who refused or failed a call that was made for it:
 * whether it asks again in vain, or has got over it. That a call is merely in flight says neither.
 *
 * <p>The watchdog's thread only.
 */
final class Refusers {
  /** More than this for one holder are not followed; the one that was asked longest ago goes. */
  private static final int MOST = 16;

  /** Good answers between two refusals that are no progress: what is asked before each, say. */
  private static final int MOST_BETWEEN = 1;

  private final Map<Long, Map<Asked, Refuser>> byHolder = new HashMap<>();

  private record Asked(String peer, String method) {}

  /** How often it has answered well since it refused last, and how often before that. */
  private static final class Answers {
    private int since;
    private int before;
    private long lastCall;

    void well(long call) {
      since += call == lastCall ? 0 : 1;
      lastCall = call;
    }

    void badly() {
      before = Math.min(since, MOST_BETWEEN);
      since = 0;
    }

    /** The last good one, or 0: who is refused after one good answer each time is refused. */
    long call() {
      return since > before ? lastCall : 0;
    }
  }

  private static final class Refuser {
    final long underSeq;
    final long heldSeq;
    final Answers own = new Answers();
    final Answers any = new Answers();
    int failures;
    private long lastCall;
    private long lastOwn;
    private long refusedCall;
    private long wellAt;

    Refuser(long underSeq, long heldSeq) {
      this.underSeq = underSeq;
      this.heldSeq = heldSeq;
    }

    void take(CallRecord call, boolean itsOwn, boolean well) {
      boolean late = call.id < lastCall;
      if (late && !(itsOwn && well && call.id >= lastOwn)) {
        return;
      }
      lastCall = Math.max(lastCall, call.id);
      lastOwn = itsOwn ? call.id : lastOwn;
      if (well) {
        if (!late) {
          failures = 0;
          refusedCall = 0;
          any.well(call.id);
        }
        if (itsOwn) {
          own.well(call.id);
          wellAt = call.lastByteAt();
        }
      } else if (call.id != refusedCall) {
        failures++;
        refusedCall = call.id;
        any.badly();
        if (itsOwn) {
          own.badly();
        }
      }
    }

    boolean covers(HoldView hold) {
      return underSeq <= hold.seq() && hold.seq() <= heldSeq;
    }
  }

  /**
   * Takes in how far a call has come; in the order in which they began.
   *
   * @param refused whether it was refused
   * @param well whether the peer did what it was asked
   * @param superseded whether its thread has begun another since
   * @param underSeq the holder's holds that it was made under: from this one
   * @param heldSeq up to this one
   */
  void take(
      ThreadRecord holder,
      CallRecord call,
      boolean refused,
      boolean well,
      boolean superseded,
      long underSeq,
      long heldSeq) {
    boolean bad = refused || hasFailed(call, superseded);
    Map<Asked, Refuser> known = byHolder.get(holder.id);
    if (!bad && (!well || known == null)) {
      return;
    }
    Map<Asked, Refuser> mine = known == null ? new Bounded() : known;
    Asked asked = new Asked(call.peer, call.method);
    Refuser refuser = mine.get(asked);
    boolean elsewise = !bad && known != null && isGotOver(mine, call.peer);
    if (refuser == null && (bad || elsewise)) {
      refuser = new Refuser(underSeq, heldSeq);
      mine.put(asked, refuser);
      byHolder.put(holder.id, mine);
    }
    if (refuser != null) {
      refuser.take(call, call.owner == holder, !bad);
    }
  }

  private static boolean isGotOver(Map<Asked, Refuser> mine, String peer) {
    return mine.entrySet().stream()
        .filter(e -> e.getKey().peer.equals(peer))
        .allMatch(e -> e.getValue().failures == 0);
  }

  /** Whether it ended without an answer, or with an error; of a child's end others tell. */
  private static boolean hasFailed(CallRecord call, boolean superseded) {
    boolean gaveUp = superseded && call.phase() == Phase.DONE && call.status() == 0;
    return call.hasFailed() || (!call.isToChild() && (gaveUp || call.status() >= 400));
  }

  /** Whether somebody has refused or failed this holder under holds of its. */
  boolean know(ThreadRecord holder) {
    return byHolder.containsKey(holder.id);
  }

  /** Who has; forgets those of holds that are gone. */
  List<RefuserView> views(ThreadRecord holder, List<HoldView> holds, long now) {
    Map<Asked, Refuser> mine = byHolder.get(holder.id);
    if (mine == null) {
      return List.of();
    }
    mine.values().removeIf(refuser -> holds.stream().noneMatch(refuser::covers));
    if (mine.isEmpty()) {
      byHolder.remove(holder.id);
    }
    return mine.entrySet().stream().map(e -> view(e.getKey(), e.getValue(), now)).toList();
  }

  private static RefuserView view(Asked asked, Refuser r, long now) {
    return new RefuserView(
        asked.peer, asked.method, r.failures, r.own.call(), r.any.call(), now - r.wellAt);
  }

  /** Forgets who holds nothing any more. */
  void keepOnly(Set<Long> holders) {
    byHolder.keySet().retainAll(holders);
  }

  private static final class Bounded extends LinkedHashMap<Asked, Refuser> {
    private static final long serialVersionUID = 1;

    Bounded() {
      super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Asked, Refuser> eldest) {
      return size() > MOST;
    }
  }
}
