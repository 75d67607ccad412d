package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.track.HolderView.Doing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes the immutable snapshot out of the bridge's records.
 *
 * <p>The watchdog's thread only, but for {@link #forget}.
 */
public final class Tracker {
  private static final long SETTLED_MILLIS = 1_000;
  private static final String FUTURE = "java.util.concurrent.CompletableFuture$";

  private final CallLog calls;
  private final Synchronizers synchronizers;
  private final long worthCountingMillis;
  private final Map<HoldId, Long> ownerlessSince = new HashMap<>();
  private final AcquisitionSites sites = new AcquisitionSites();
  private final Set<HoldId> forgotten = ConcurrentHashMap.newKeySet();
  private @Nullable Waiters waiters;

  /**
   * A tracker.
   *
   * @param worthCountingMillis from which age of a hold on its waiters are counted
   * @param childPulseMillis how often a silent child is asked whether it works
   */
  public Tracker(
      Classifier classifier,
      Synchronizers synchronizers,
      long worthCountingMillis,
      long childPulseMillis) {
    this.calls = new CallLog(classifier, new ChildPulse(childPulseMillis));
    this.synchronizers = synchronizers;
    this.worthCountingMillis = worthCountingMillis;
  }

  /** A hold was released on its holder's behalf; the entry in the holder's record is void. */
  public void forget(HoldId hold) {
    forgotten.add(hold);
  }

  /** Everything that is held right now. */
  public Snapshot snapshot() {
    long now = Ticks.now();
    waiters = null;
    List<HolderView> holders = new ArrayList<>();
    Set<Long> records = new HashSet<>();
    Set<Long> callIds = new HashSet<>();
    Set<HoldId> holdIds = new HashSet<>();
    Threads.forEach(
        r -> {
          HolderView h = r.depth() == 0 ? null : view(r, now);
          if (h != null) {
            holders.add(h);
            records.add(r.id);
            h.calls().forEach(c -> callIds.add(c.id()));
            h.holds().forEach(hold -> holdIds.add(new HoldId(r.id, hold.seq())));
          }
        });
    ownerlessSince.keySet().retainAll(holdIds);
    sites.take(holdIds);
    calls.keepOnly(records, callIds);
    Threads.prune();
    return new Snapshot(now, holders);
  }

  private @Nullable HolderView view(ThreadRecord r, long now) {
    List<CallRecord> known = calls.update(r, now);
    List<HoldView> holds = holds(r, now);
    if (holds.isEmpty()) {
      return null;
    }
    List<CallView> views = new ArrayList<>();
    for (CallRecord c : known) {
      views.add(calls.view(c, c == r.call() ? r : null, now));
    }
    return new HolderView(
        r.id,
        r.thread.getId(),
        r.thread.getName(),
        r.thread.isAlive(),
        doing(r.thread),
        holds,
        views,
        calls.running(r, now),
        r.denial() != null);
  }

  private List<HoldView> holds(ThreadRecord r, long now) {
    List<HoldView> holds = new ArrayList<>();
    Set<Long> seqs = new HashSet<>();
    for (int i = 0; i < r.depth(); i++) {
      Object held = r.lockAt(i);
      HoldId id = new HoldId(r.id, r.seqAt(i));
      if (held != null && r.isHold(i) && !forgotten.contains(id) && isTrue(r, i, held, now)) {
        holds.add(hold(r, i, held, id, now));
        seqs.add(id.seq());
      }
    }
    calls.keepHolds(r, seqs);
    return holds;
  }

  /**
   * Whether the lock itself agrees: an entry stays behind where a release was not seen (the agent
   * was detached meanwhile, another thread released).
   */
  private boolean isTrue(ThreadRecord r, int i, Object held, long now) {
    if (now - r.sinceAt(i) < SETTLED_MILLIS || !synchronizers.isOpen()) {
      return true;
    }
    return held instanceof LeaseRecord || synchronizers.owner(held) == r.thread;
  }

  private HoldView hold(ThreadRecord r, int i, Object held, HoldId id, long now) {
    long age = now - r.sinceAt(i);
    boolean ownerless = !r.thread.isAlive() || r.taskEndedAt(i);
    long since = ownerless ? ownerlessSince.computeIfAbsent(id, k -> now) : now;
    return new HoldView(
        id.seq(),
        Names.kind(held),
        Names.of(held),
        age,
        ownerless,
        now - since,
        age >= worthCountingMillis ? waiters().of(held) : 0,
        ownerless && (!r.thread.isAlive() || calls.lastFailed(r, id.seq())),
        ownerless ? calls.leftBehind(r, id.seq(), now) : null);
  }

  private Waiters waiters() {
    Waiters w = waiters;
    if (w == null) {
      w = Waiters.count();
      waiters = w;
    }
    return w;
  }

  private Doing doing(Thread t) {
    Thread.State state = t.getState();
    if (state == Thread.State.BLOCKED) {
      return Doing.BLOCKED_BEHIND_OTHER;
    }
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      return Doing.RUNNING;
    }
    Object blocker = LockSupport.getBlocker(t);
    Thread owner = synchronizers.owner(blocker);
    if (owner != null && owner != t && owner.isAlive()) {
      return Doing.BLOCKED_BEHIND_OTHER;
    }
    boolean future = blocker != null && blocker.getClass().getName().startsWith(FUTURE);
    return future ? Doing.AWAITING_FUTURE : Doing.WAITING;
  }

  /** The lease behind a hold's number, or null if it has gone; any thread. */
  public static @Nullable Object held(ThreadRecord r, long seq) {
    for (int i = 0; i < r.depth(); i++) {
      Object held = r.lockAt(i);
      if (r.seqAt(i) == seq && held != null && r.lockAt(i) == held) {
        return held instanceof LeaseRecord lease && lease.isReleased() ? null : held;
      }
    }
    return null;
  }
}
