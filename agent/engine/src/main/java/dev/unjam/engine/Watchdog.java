package dev.unjam.engine;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Faults;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.Sites;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import dev.unjam.bridge.Zombies;
import dev.unjam.engine.detect.Detector;
import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.remedy.ChildPipes;
import dev.unjam.engine.remedy.OwedEntries;
import dev.unjam.engine.report.Ages;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.Snapshot;
import dev.unjam.engine.track.Tracker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that looks: moves the clock of credited time, takes the snapshot, and lets the
 * incidents go on.
 */
final class Watchdog implements Runnable {
  private static final long HEARTBEAT_MILLIS = 60_000;

  private final Tracker tracker;
  private final Detector detector;
  private final Incidents incidents;
  private final DeadlockReport deadlocks;
  private final LeftAloneReport leftAlone;
  private final Guard guard;
  private final Journal journal;
  private final HealthFile health;
  private final LeaseNotes notes;
  private final OwedEntries owed;
  private final long scanMillis;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable CompletableFuture<Status>> asked =
      new AtomicReference<>();
  private long lastHeartbeat;

  /**
   * What the last scan saw.
   *
   * @param givenUp the holds that nothing helped
   * @param unhealthy whether there are such, or the watchdog does not come round
   */
  record Status(
      Snapshot snapshot, List<OpenIncident> incidents, Set<HoldId> givenUp, boolean unhealthy) {
    /** Nothing was seen. */
    static Status none(boolean unhealthy) {
      return new Status(new Snapshot(0, List.of()), List.of(), Set.of(), unhealthy);
    }
  }

  Watchdog(
      Tracker tracker,
      Detector detector,
      Incidents incidents,
      DeadlockReport deadlocks,
      LeftAloneReport leftAlone,
      Guard guard,
      Journal journal,
      HealthFile health,
      LeaseNotes notes,
      OwedEntries owed,
      long scanMillis) {
    this.notes = notes;
    this.owed = owed;
    this.health = health;
    this.tracker = tracker;
    this.detector = detector;
    this.incidents = incidents;
    this.deadlocks = deadlocks;
    this.leftAlone = leftAlone;
    this.guard = guard;
    this.journal = journal;
    this.scanMillis = scanMillis;
  }

  /**
   * What the next scan sees; any thread but the watchdog's. A snapshot of many threads is too large
   * to be kept for the case that somebody asks.
   *
   * @throws TimeoutException if there is none within these milliseconds
   */
  Status status(long millis) throws InterruptedException, TimeoutException {
    CompletableFuture<Status> mine = new CompletableFuture<>();
    CompletableFuture<Status> before = asked.compareAndExchange(null, mine);
    try {
      return (before == null ? mine : before).get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the thread at its next tick; any thread. */
  void stop() {
    stopped.countDown();
  }

  /**
   * Tells of each incident and deadlock that is open, or opens from now on, that this is its end;
   * after {@link #stop} nothing is told of any after this. Waits for a tick that is under way. Any
   * thread.
   */
  void cutOff(String why) {
    boolean forGood = stopped.getCount() == 0;
    incidents.cutOff(why, Ticks.now(), forGood);
    deadlocks.cutOff(why, Ticks.now(), forGood);
    leftAlone.end();
  }

  @Override
  public void run() {
    Threads.exemptCurrent();
    try {
      watch();
    } finally {
      notes.end();
      // Whatever ended it: without a watchdog nothing may be recorded or denied any more.
      Bridge.switchTo(false);
      Guard.liftAll();
    }
  }

  private void watch() {
    long last = System.nanoTime();
    while (!stops()) {
      long now = System.nanoTime();
      tick(TimeUnit.NANOSECONDS.toMillis(now - last));
      last = now;
    }
    health.mark(false);
  }

  private boolean stops() {
    try {
      return stopped.await(scanMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Somebody in the host interrupts threads that are not its own; we end when told to.
      return stopped.getCount() == 0;
    }
  }

  private void tick(long millis) {
    try {
      credit(millis);
      if (Bridge.isOn()) {
        // Without hooks nobody tells of a release: what is on record is of no use.
        scan();
      }
      guard.scanned(true);
    } catch (Throwable t) {
      // The next tick may do better, and three bad ones in a row turn the agent to observing.
      Faults.suppress(t);
      guard.scanned(false);
    }
  }

  /** A pause of the whole process counts for no more than three ticks. */
  private void credit(long millis) {
    long cap = 3 * scanMillis;
    Ticks.advance(Math.min(millis, cap));
    Sites.renew();
    boolean late = millis > cap;
    guard.ticked(late);
    if (late) {
      String gap = Ages.format(Duration.ofMillis(millis));
      journal.publish(
          new Event(
              "clock.gap",
              Severity.INFO,
              null,
              Map.of("gap_ms", millis, "credited_ms", cap),
              "the process stood still for " + gap + ": nobody is blamed for it"));
    }
  }

  private void scan() {
    Snapshot s = tracker.snapshot(!incidents.open().isEmpty());
    notes.tick(LeaseHooks.held(), s.now());
    owed.tick(s.now());
    ChildPipes.note();
    List<Finding> found = detector.detect(s);
    incidents.tick(found, s);
    leftAlone.tick(found, s);
    deadlocks.tick(detector.deadlocks(s), s);
    zombies();
    guard.calm(s.now());
    heartbeat(s);
    CompletableFuture<Status> wanted = asked.getAndSet(null);
    if (wanted != null) {
      wanted.complete(new Status(s, open(), incidents.abandoned(), incidents.anyAbandoned()));
    }
    health.mark(incidents.anyAbandoned());
  }

  private List<OpenIncident> open() {
    return Stream.concat(incidents.open().stream(), deadlocks.open().stream()).toList();
  }

  private void zombies() {
    for (Zombies.Attempt a = Zombies.poll(); a != null; a = Zombies.poll()) {
      journal.publish(Events.absorbed(a));
    }
  }

  private void heartbeat(Snapshot s) {
    if (s.now() - lastHeartbeat >= HEARTBEAT_MILLIS) {
      lastHeartbeat = s.now();
      int holders = s.holders().size();
      int openNow = open().size();
      journal.publish(
          new Event(
              "agent.heartbeat",
              Severity.INFO,
              null,
              Map.of(
                  "mode",
                  guard.mode(),
                  "holders",
                  holders,
                  "incidents",
                  openNow,
                  "suppressed",
                  Faults.suppressed),
              "alive mode=" + guard.mode() + " holders=" + holders + " incidents=" + openNow));
    }
  }
}
