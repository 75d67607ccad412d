package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Children;
import dev.unjam.bridge.HoldEntries;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.track.HolderView.Doing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the immutable snapshot out of the bridge's records.
 *
 * <p>The watchdog's thread only, but for {@link #forget} and {@link #waitsNow}.
 */
public final class Tracker {
  private static final int SCANS_A_PRUNE = 4;
  private static final long LONG_SLEEP_MILLIS = 5_000;

  private final Refusers refusers = new Refusers();
  private final CallLog calls;
  private final HandoverLog handovers;
  private final Askers askers;
  private final ChildFiles files = new ChildFiles();
  private final HoldLook holds;
  private final Doings doings;
  private final Sleeps sleeps;
  private final Synchronizers synchronizers;
  private final WaitScan waits;
  private int scans;

  /**
   * A tracker.
   *
   * @param worthCountingMillis from which age of a hold on its waiters are counted
   * @param childPulseMillis how often a silent child is asked whether it works
   * @param monitors what the JVM tells of monitors
   * @param longSleepMillis from when on a sleep is no mere pause of a loop that polls
   */
  public Tracker(
      Classifier classifier,
      Synchronizers synchronizers,
      long worthCountingMillis,
      long childPulseMillis,
      Monitors monitors,
      long longSleepMillis) {
    this.sleeps = new Sleeps(monitors, longSleepMillis);
    // Twice at least before anybody counts as stuck on what a child told of.
    long look = Math.min(childPulseMillis, Math.min(worthCountingMillis, longSleepMillis / 2));
    this.calls = new CallLog(classifier, new ChildPulse(childPulseMillis, look), refusers);
    this.handovers = new HandoverLog(calls, sleeps, refusers);
    this.askers = new Askers(calls);
    this.holds = new HoldLook(calls, handovers, worthCountingMillis);
    this.doings = new Doings(synchronizers);
    this.synchronizers = synchronizers;
    this.waits = new WaitScan(holds, synchronizers, monitors);
  }

  /** One to which five seconds are a long sleep. */
  public Tracker(
      Classifier classifier,
      Synchronizers synchronizers,
      long worthCountingMillis,
      long childPulseMillis,
      Monitors monitors) {
    this(
        classifier,
        synchronizers,
        worthCountingMillis,
        childPulseMillis,
        monitors,
        LONG_SLEEP_MILLIS);
  }

  /** One that knows nothing of monitors. */
  public Tracker(
      Classifier classifier,
      Synchronizers synchronizers,
      long worthCountingMillis,
      long childPulseMillis) {
    this(classifier, synchronizers, worthCountingMillis, childPulseMillis, Monitors.NONE);
  }

  /** A hold was released on its holder's behalf; the entry in the holder's record is void. */
  public void forget(HoldId hold) {
    holds.forget(hold);
  }

  /** The same with no incident open. */
  public Snapshot snapshot() {
    return snapshot(false);
  }

  /**
   * Everything that is held right now.
   *
   * @param incident whether an incident is open, so that there is reason to look at more
   */
  public Snapshot snapshot(boolean incident) {
    long now = Ticks.now();
    Scan scan = new Scan(new Kinds(synchronizers), now);
    files.scan();
    holds.begin();
    handovers.begin(incident);
    Threads.forEach(scan::take);
    holds.scanned();
    handovers.scanned(scan.callIds);
    sleeps.scanned(now);
    askers.scanned(now);
    calls.keepOnly(scan.calling, now);
    refusers.keepOnly(scan.holding);
    prune();
    return new Snapshot(now, scan.holders, waits.scan(scan.waitedFor, scan.kinds, incident, now));
  }

  /** Asks each thread whether it lives: not in every scan. */
  private void prune() {
    scans++;
    if (scans % SCANS_A_PRUNE == 0) {
      Threads.prune();
      Children.prune();
    }
  }

  /** Who waits for whom at this moment, for somebody who asks; any thread. */
  public WaitGraph waitsNow() {
    return waits.now(new Kinds(synchronizers), Ticks.now());
  }

  /** One round through all records. */
  private final class Scan {
    final Kinds kinds;
    final long now;
    final List<HolderView> holders = new ArrayList<>();
    final List<ThreadRecord> waitedFor = new ArrayList<>();
    final Set<Long> holding = new HashSet<>();
    final Set<Long> calling = new HashSet<>();
    final Set<Long> callIds = new HashSet<>();

    Scan(Kinds kinds, long now) {
      this.kinds = kinds;
      this.now = now;
    }

    void take(ThreadRecord r) {
      handovers.update(r, now);
      HolderView h = r.depth() == 0 ? null : view(r);
      if (h != null) {
        holders.add(h);
        if (refusers.know(r)) {
          holding.add(r.id);
        }
        if (!h.calls().isEmpty() || calls.episodes().know(r)) {
          calling.add(r.id);
          h.calls().forEach(c -> callIds.add(c.id()));
        }
      }
      CallRecord last = r.call();
      if (last != null && last.phase() == CallRecord.Phase.DONE && !last.restsUntilAskedFor()) {
        last.answer().over();
      }
    }

    private @Nullable HolderView view(ThreadRecord r) {
      List<CallRecord> known = calls.update(r, now);
      Thread t = r.thread;
      boolean alive = t.isAlive();
      List<HoldView> held = holds.holds(r, t, alive, kinds, now);
      if (held.isEmpty()) {
        return null;
      }
      if (holds.awaited()) {
        waitedFor.add(r);
      }
      List<HandoverView> handedOver = handedOver(r, t, held);
      RefusalsView refused = calls.episodes().running(r, now);
      boolean in = !known.isEmpty() || !handedOver.isEmpty() || refused != null;
      boolean matters = in || holds.awaited() || holds.ownerless();
      return new HolderView(
          r.id,
          t.getId(),
          t.getName(),
          alive,
          doing(r, matters, refused != null),
          held,
          views(r, known),
          refused,
          r.hasTasks(),
          r.denial() != null,
          handedOver,
          refusers.views(r, held, now));
    }

    private List<HandoverView> handedOver(ThreadRecord r, Thread t, List<HoldView> held) {
      List<HandoverView> own = handovers.views(r, held, now);
      askers.look(r, t);
      if (own.stream().anyMatch(w -> w.call() != null)) {
        return own;
      }
      List<HandoverView> found = askers.views(r, held, now);
      if (found.isEmpty()) {
        return own;
      }
      List<HandoverView> all = new ArrayList<>(own);
      all.addAll(found);
      return all;
    }

    private Doing doing(ThreadRecord r, boolean matters, boolean refused) {
      if (!matters) {
        return Doing.NOT_ASKED;
      }
      Doing doing = doings.of(r.thread);
      boolean asleep = refused && doing == Doing.WAITING && sleeps.isLong(r.id, r.thread, now);
      return asleep ? Doing.SLEEPING : doing;
    }

    private List<CallView> views(ThreadRecord r, List<CallRecord> known) {
      if (known.isEmpty()) {
        return List.of();
      }
      List<CallView> views = new ArrayList<>();
      for (CallRecord c : known) {
        views.add(calls.own(c, r, now));
      }
      return views;
    }
  }

  /** The lease behind a hold's number, or null if it has gone; any thread. */
  public static @Nullable Object held(ThreadRecord r, long seq) {
    HoldEntries.Entry e = r.hold(seq);
    return e == null ? null : e.lock();
  }
}
