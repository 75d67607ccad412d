package dev.unjam.engine.track;

import dev.unjam.bridge.HandOvers;
import dev.unjam.bridge.ThreadRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one thread holds.
 *
 * <p>The watchdog's thread only, but for {@link #forget} and {@link #isThere}. Runs over every hold
 * of the host in each scan, so whatever is rare is looked for first and made last.
 */
final class HoldLook {
  private static final long SETTLED_MILLIS = 1_000;

  private final CallLog calls;
  private final HandoverLog handovers;
  private final long worthCountingMillis;
  private final AcquisitionSites sites = new AcquisitionSites();
  private final WantedSites wanted = new WantedSites();
  private final Map<HoldId, Long> ownerlessSince = new HashMap<>();
  private final Set<HoldId> ownerlessSeen = new HashSet<>();
  private final Forgotten forgotten = new Forgotten();

  /** What was read last; used again for each thread, as there are many. */
  private final List<HoldView> found = new ArrayList<>();

  private boolean awaited;
  private boolean ownerless;

  HoldLook(CallLog calls, HandoverLog handovers, long worthCountingMillis) {
    this.calls = calls;
    this.handovers = handovers;
    this.worthCountingMillis = worthCountingMillis;
  }

  void forget(HoldId hold) {
    forgotten.add(hold);
  }

  /** A scan begins. */
  void begin() {
    sites.poll();
    forgotten.begin();
  }

  /**
   * What it holds, oldest first.
   *
   * @param t the record's thread: a virtual one may leave its record to another meanwhile
   */
  List<HoldView> holds(ThreadRecord r, Thread t, boolean alive, Kinds kinds, long now) {
    boolean sampled = sites.knows(r.id);
    boolean some = forgotten.anyOf(r.id);
    found.clear();
    awaited = false;
    ownerless = false;
    for (int i = 0; i < r.depth(); i++) {
      if (some) {
        forgotten.seen(r.id, r.seqAt(i));
      }
      Object held = r.lockAt(i);
      Kind kind = held == null ? null : kinds.of(held);
      if (held != null && kind != null && isThere(r, t, i, kind, held, now)) {
        found.add(hold(r, i, alive, kinds, title(r, i, kind, held, sampled, now), held, now));
      }
    }
    List<HoldView> holds = List.copyOf(found);
    if (r.call() != null || calls.episodes().know(r)) {
      calls.keepHolds(r, holds);
    }
    return holds;
  }

  /** Whether somebody waits for one of the holds that were just read. */
  boolean awaited() {
    return awaited;
  }

  /** Whether one of the holds that were just read has nobody left to release it. */
  boolean ownerless() {
    return ownerless;
  }

  /**
   * Whether an entry stands for a hold that is there; any thread.
   *
   * <p>One stays behind where a release was not seen (the agent was detached meanwhile, another
   * thread released), and where the hold was taken from its holder: the lock itself is asked.
   */
  boolean isThere(ThreadRecord r, Thread t, int i, Kind kind, Object held, long now) {
    boolean settled = now - r.sinceAt(i) >= SETTLED_MILLIS;
    return r.isHold(i)
        && !forgotten.contains(r.id, r.seqAt(i))
        && (!settled || kind.agrees(held, t, r.extraAt(i)));
  }

  private Title title(ThreadRecord r, int i, Kind kind, Object held, boolean sampled, long now) {
    boolean settled = now - r.sinceAt(i) >= SETTLED_MILLIS;
    return Kinds.title(held, sampled ? sites.of(r.id, r.seqAt(i), settled) : null)
        .with(kind.detail(r.extraAt(i)));
  }

  private HoldView hold(
      ThreadRecord r, int i, boolean alive, Kinds kinds, Title title, Object held, long now) {
    Kind kind = kinds.of(held);
    long seq = r.seqAt(i);
    long age = now - r.sinceAt(i);
    boolean nobodys = !alive || r.taskEndedAt(i);
    int waiters = age >= worthCountingMillis ? kinds.queueLength(kind, held) : 0;
    ownerless |= nobodys;
    awaited |= waiters > 0;
    return new HoldView(
        seq,
        kind.kind(),
        waiters > 0 ? title.wantedAt(wanted.of(r, seq, kind, held)) : title,
        age,
        nobodys,
        nobodys ? now - ownerlessSince(new HoldId(r.id, seq), now) : 0,
        waiters,
        nobodys && (!alive || calls.lastFailed(r, seq) || handovers.lastFailed(r, seq)),
        nobodys ? leftBehind(r, seq, now) : null,
        kind.mayBeHandedOver() && HandOvers.isHandedOver(held));
  }

  private @Nullable RefusalsView leftBehind(ThreadRecord r, long seq, long now) {
    RefusalsView own = calls.episodes().leftBehind(r, seq, now);
    return own == null ? handovers.leftBehind(r, seq, now) : own;
  }

  private long ownerlessSince(HoldId id, long now) {
    ownerlessSeen.add(id);
    return ownerlessSince.computeIfAbsent(id, k -> now);
  }

  /** The scan is over: forgets what it did not see. */
  void scanned() {
    sites.scanned();
    wanted.scanned();
    forgotten.scanned();
    if (!ownerlessSince.isEmpty()) {
      ownerlessSince.keySet().retainAll(ownerlessSeen);
      ownerlessSeen.clear();
    }
  }
}
