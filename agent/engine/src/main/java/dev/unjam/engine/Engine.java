package dev.unjam.engine;

import dev.unjam.bridge.Faults;
import dev.unjam.bridge.HoldCounts;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.config.Options;
import dev.unjam.engine.config.ReleasePolicy;
import dev.unjam.engine.detect.Detector;
import dev.unjam.engine.detect.Doubts;
import dev.unjam.engine.detect.Limits;
import dev.unjam.engine.detect.ThisHost;
import dev.unjam.engine.ladder.Ladder;
import dev.unjam.engine.ladder.Policy;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.lease.TranscriptWriter;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.engine.remedy.FenceHooks;
import dev.unjam.engine.remedy.OwedEntries;
import dev.unjam.engine.remedy.ReleaseKinds;
import dev.unjam.engine.remedy.Releases;
import dev.unjam.engine.remedy.Remedies;
import dev.unjam.engine.remedy.SocketCut;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.track.Monitors;
import dev.unjam.engine.track.Synchronizers;
import dev.unjam.engine.track.Tracker;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The engine put together: started once, after the host's {@code main} has begun. */
public final class Engine {
  /** How long a child has at the most to end a request that it was asked to cancel. */
  private static final long CHILD_MILLIS = 500;

  /** How long a scan waits for what the JVM tells of monitors. */
  private static final long MONITORS_MILLIS = 100;

  /** How long a scan may take before the watchdog counts as stuck, for somebody who asks. */
  private static final long STATUS_MILLIS = 3_000;

  private final Options options;
  private final Journal journal;
  private final Guard guard;
  private final Tracker tracker;
  private final Releasable releasable;
  private final Watchdog watchdog;

  /**
   * Puts the engine together; starts nothing.
   *
   * @param hooks put in what keeps a fenced holder from writing
   * @param classifier tells refusals from everything else
   * @param form the transcripts' form
   * @param complaint takes a line when a file of ours cannot be written
   */
  public Engine(
      Options options,
      Journal journal,
      List<CallAbort> aborts,
      SocketCut sockets,
      FenceHooks hooks,
      Classifier classifier,
      TranscriptForm form,
      Consumer<String> complaint) {
    this.options = options;
    this.journal = journal;
    this.guard = new Guard(journal, options.mode());
    Synchronizers synchronizers = Synchronizers.open();
    HoldCounts.reader(synchronizers::holds);
    ThisHost.askedBy(new Questions());
    Limits limits = limits(options);
    long worthCounting =
        Math.min(limits.threshold(), Math.min(limits.leak(), limits.silence())) / 2;
    long pulse = Math.max(options.scan().toMillis(), Math.min(10_000, limits.silenceChild() / 10));
    Monitors monitors = Monitors.ofThisJvm();
    long grace = limits.grace();
    this.tracker = new Tracker(classifier, synchronizers, worthCounting, pulse, monitors, grace);
    TranscriptWriter transcripts = new TranscriptWriter(form);
    OwedEntries owed = new OwedEntries(transcripts, guard::mayAct);
    Releases releases =
        new Releases(
            new ReleaseKinds(synchronizers),
            new LockFileRemover(),
            transcripts,
            owed,
            hooks,
            limits.grace());
    boolean leases = options.release() != ReleasePolicy.NONE;
    boolean locks = options.release() == ReleasePolicy.ALL;
    Clock clock = Clock.systemUTC();
    Remedies remedies = new Remedies(aborts, sockets, Math.min(CHILD_MILLIS, grace / 8));
    Acts acts = new Acts(remedies, releases, leases, locks, grace, clock, guard::mayAct);
    Policy policy =
        new Policy(
            grace, limits.threshold(), limits.silence(), limits.leak(), leases, leases, locks);
    Detector detector = new Detector(limits);
    this.releasable = new Releasable(policy);
    Events events = new Events(releasable);
    IncidentIds ids = IncidentIds.ofThisRun();
    long scan = options.scan().toMillis();
    LeaseNotes notes = new LeaseNotes();
    Incidents incidents =
        new Incidents(
            new Climb(
                new Ladder(policy), acts, tracker, journal, guard, detector, notes::vouchesFor),
            events,
            new MonitorReport(monitors, journal, Math.min(scan, MONITORS_MILLIS)),
            journal,
            ids);
    this.watchdog =
        new Watchdog(
            tracker,
            detector,
            incidents,
            new DeadlockReport(journal, ids),
            new LeftAloneReport(new Doubts(limits), journal, events),
            guard,
            journal,
            new HealthFile(options.log(), complaint),
            notes,
            owed,
            scan);
  }

  private static Limits limits(Options o) {
    return new Limits(
        o.threshold().toMillis(),
        o.patience().toMillis(),
        o.silence().toMillis(),
        o.silenceHead().toMillis(),
        o.silenceChild().toMillis(),
        o.leak().toMillis(),
        o.grace().toMillis());
  }

  /** Says that the agent runs, and starts the watchdog's thread. */
  public void start(Map<String, @Nullable Object> about) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(about);
    fields.put("mode", guard.mode());
    StringBuilder human = new StringBuilder("started mode=").append(guard.mode());
    about.forEach((key, value) -> human.append(' ').append(key).append('=').append(value));
    journal.publish(new Event("agent.started", Severity.INFO, null, fields, human.toString()));
    Thread t = new Thread(null, watchdog, "unjam-watchdog", 0, false);
    t.setDaemon(true);
    t.start();
  }

  /** Switches between acting, observing and doing nothing; any thread. */
  public void mode(Mode mode) {
    guard.switchTo(mode);
  }

  /** What runs right now, for the {@code status} verb; any thread. */
  public Map<String, @Nullable Object> status() {
    Watchdog.Status last;
    try {
      last = watchdog.status(2 * options.scan().toMillis() + STATUS_MILLIS);
    } catch (TimeoutException e) {
      // A watchdog that does not come round is what the status must not hide.
      last = Watchdog.Status.none(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      last = Watchdog.Status.none(false);
    }
    return new StatusReport(last, tracker.waitsNow(), releasable).of(guard.mode());
  }

  /** Ends the watchdog and says so; any thread. */
  public void stop(String why) {
    String mode = guard.mode();
    watchdog.stop();
    guard.end();
    HoldCounts.reader(null);
    sayStopped(why, mode);
  }

  /** Says that this is the end, and stops nothing: who is stuck while the JVM ends is freed yet. */
  public void ends(String why) {
    sayStopped(why, guard.mode());
  }

  private void sayStopped(String why, String mode) {
    watchdog.cutOff(why);
    journal.publish(
        new Event(
            "agent.stopped",
            Severity.INFO,
            null,
            Map.of("why", why, "mode", mode, "suppressed", Faults.suppressed),
            "stopped: " + why));
  }
}
