package dev.unjam.engine;

import dev.unjam.bridge.HoldEntries;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.detect.Detector;
import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.Onward;
import dev.unjam.engine.ladder.Ladder;
import dev.unjam.engine.ladder.Outcome;
import dev.unjam.engine.ladder.Progress.Result;
import dev.unjam.engine.ladder.Rung;
import dev.unjam.engine.ladder.Standing;
import dev.unjam.engine.ladder.Step;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.RemedyRun;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.Snapshot;
import dev.unjam.engine.track.Tracker;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes one holder of an incident a step further: sees what is left of its holds, what came of the
 * rung that was climbed, and climbs the next.
 *
 * <p>The watchdog's thread only, but for what the remedies tell.
 */
final class Climb {
  /** For so long who perhaps waits for other work must have been stuck on nothing else. */
  private static final long GUESS_MILLIS = 750;

  /** After so many remedies, each of which waited for seconds, the files are not to be had. */
  private static final int MOST_BUSY = 20;

  private final RemedyRoom room = new RemedyRoom();
  private final Ladder ladder;
  private final Acts acts;
  private final Tracker tracker;
  private final Journal journal;
  private final Guard guard;
  private final Detector detector;
  private final LeaseCheck leases;
  private final Set<HoldId> forced = ConcurrentHashMap.newKeySet();

  /** With whether nobody was left to release them by then. */
  private final Map<HoldId, Boolean> abandoned = new HashMap<>();

  private final Set<HoldId> noLocks = ConcurrentHashMap.newKeySet();

  /** Knows of a lock file whether it still speaks against who made it. */
  interface LeaseCheck {
    /** False as well where that is still being found out; the watchdog's thread, never blocks. */
    boolean vouchesFor(LeaseRecord lease, long now);
  }

  Climb(
      Ladder ladder,
      Acts acts,
      Tracker tracker,
      Journal journal,
      Guard guard,
      Detector detector,
      LeaseCheck leases) {
    this.leases = leases;
    this.ladder = ladder;
    this.acts = acts;
    this.tracker = tracker;
    this.journal = journal;
    this.guard = guard;
    this.detector = detector;
  }

  /**
   * Forgets what was given up and has gone since, or has been left by its task since: what failed
   * on a living holder is tried once more when nobody is left to release it.
   */
  void scanned(Snapshot s) {
    abandoned.entrySet().removeIf(e -> !isHeld(s, e.getKey(), v -> e.getValue() || !v.ownerless()));
    noLocks.removeIf(id -> !isHeld(s, id, HoldView::mayBeNoLock));
  }

  private static boolean isHeld(Snapshot s, HoldId id, Predicate<HoldView> such) {
    HolderView h = s.holder(id.record());
    return h != null && h.holds().stream().anyMatch(v -> v.seq() == id.seq() && such.test(v));
  }

  /** The holds that were given up and are still there. */
  Set<HoldId> abandoned() {
    return Set.copyOf(abandoned.keySet());
  }

  /** The finding without the holds that were given up, and those that turned out to be none. */
  Finding withoutAbandoned(Finding f) {
    return abandoned.isEmpty() && noLocks.isEmpty()
        ? f
        : f.without(seq -> abandoned.containsKey(id(f, seq)) || noLocks.contains(id(f, seq)));
  }

  void step(Incident i, HeldCase c, Snapshot s) {
    HolderView h = s.holder(c.finding.record());
    if (!c.isBeingReleased()) {
      tellGone(i, c, h);
    }
    collect(i, c, s.now());
    c.letBe(v -> v.mayBeNoLock() && noLocks.contains(id(c.finding, v.seq())));
    c.goesOn(h == null ? Onward.NOT : detector.onward(h, c.finding), s.now());
    Standing standing = c.standing(h, s.now());
    announce(i, c, standing, h);
    if (!guard.mayAct()) {
      c.notActedOn(standing, s.now());
    }
    Step next = ladder.next(c.progress(s.now()), standing);
    if (next instanceof Step.Close close) {
      close(i, c, c.endedBy.really(close.outcome()), s.now());
    } else if (next instanceof Step.Climb climb
        && !isHasty(c, climb.rung(), h, s.now())
        && !isUnsure(c, s.now())
        && !c.mayHaveLeftData(climb.rung())) {
      climb(i, c, climb.rung(), s.now());
    }
  }

  /**
   * Whether it may be over in a moment: whom some other work kept waiting that has just ended well
   * looks as if this one had, until he has gone on.
   */
  private static boolean isHasty(HeldCase c, Rung rung, @Nullable HolderView h, long now) {
    HandoverView w = h == null ? null : h.handover(c.finding.worker());
    boolean guess =
        w != null && w.awaited() == Awaited.PERHAPS && w.call() != null && !w.call().child();
    return guess && rung == Rung.ABORT && c.namedMillis(now) < GUESS_MILLIS;
  }

  /** Whether nothing was done yet, and all that speaks for it are files that may be another's. */
  private boolean isUnsure(HeldCase c, long now) {
    ThreadRecord r = c.rung() == Rung.WARN ? Threads.byId(c.finding.record()) : null;
    return r != null
        && c.left.keySet().stream()
            .map(seq -> Tracker.held(r, seq))
            .noneMatch(
                held ->
                    held instanceof LeaseRecord lease
                        ? leases.vouchesFor(lease, now)
                        : held != null);
  }

  private void tellGone(Incident i, HeldCase c, @Nullable HolderView h) {
    ThreadRecord r = Threads.byId(c.finding.record());
    for (HoldView gone : c.update(h)) {
      boolean byForce = forced.remove(id(c.finding, gone.seq()));
      c.endedBy.take(byForce);
      journal.publish(Events.released(i, c, gone, byForce, lost(r, gone.seq())));
    }
  }

  private static @Nullable String lost(@Nullable ThreadRecord r, long seq) {
    HoldEntries.Entry ended = r == null ? null : r.entry(seq);
    return ended != null && ended.lock() instanceof LeaseRecord lease ? lease.lost() : null;
  }

  /** Takes the result of the remedy at work, or gives it up for hung. */
  private void collect(Incident i, HeldCase c, long now) {
    RemedyRun run = c.run();
    if (run == null) {
      return;
    }
    Attempt attempt = run.result();
    if (attempt == null) {
      if (now - c.rungAt() > acts.deadlineMillis(c.rung())) {
        guard.hung(now);
        failed(i, c, "hangs, left behind", Result.FAILED, now);
      }
      return;
    }
    if (attempt instanceof Attempt.Done done) {
      c.ended(Result.DONE, now);
      c.told.did(done.what());
    } else if (attempt instanceof Attempt.NoHandle none) {
      failed(i, c, none.why(), Result.NO_HANDLE, now);
    } else if (attempt instanceof Attempt.Gone gone) {
      failed(i, c, "gone: " + gone.what(), Result.NO_HANDLE, now);
    } else if (attempt instanceof Attempt.Busy busy) {
      boolean again = c.isWell() || ++c.busy < MOST_BUSY;
      String why = busy.why() + (again ? "; it is tried again" : "");
      failed(i, c, why, again ? Result.BUSY : Result.FAILED, now);
    } else if (attempt instanceof Attempt.Failed failed) {
      failed(i, c, failed.why(), Result.FAILED, now);
    }
  }

  private void failed(Incident i, HeldCase c, String why, Result result, long now) {
    c.ended(result, now);
    c.told.takeUnannounced();
    Severity severity = result == Result.FAILED ? Severity.WARN : Severity.INFO;
    say("action.failed", severity, i, c, why);
  }

  /** A remedy's success is what the next snapshots show, not what the remedy says of itself. */
  private void announce(Incident i, HeldCase c, Standing s, @Nullable HolderView h) {
    boolean effective =
        !s.holdsLeft()
            || (c.rung() != Rung.RELEASE && c.run() == null && (s.ownerless() || left(c, h)));
    if (c.rung() != Rung.WARN && effective && c.told.takeUnannounced()) {
      String what = s.holdsLeft() ? "the holder left the call" : "the holds ended";
      String how = c.rung() == Rung.ABORT || c.rung() == Rung.CUT ? c.told.did() : null;
      say("action.succeeded", Severity.INFO, i, c, how == null ? what : what + "; " + how);
    }
  }

  private static boolean left(HeldCase c, @Nullable HolderView h) {
    CallView call = h == null ? null : h.callBy(c.finding.worker());
    return c.rung() != Rung.INTERRUPT
        && c.finding.callId() != 0
        && (call == null || call.id() != c.finding.callId() || !call.waitedFor());
  }

  private void climb(Incident i, HeldCase c, Rung rung, long now) {
    if (c.finding.reportOnly()) {
      return;
    }
    if (!guard.mayAct()) {
      wouldHave(i, c, rung);
      return;
    }
    if (rung != Rung.GIVE_UP && !room.isThereFor(rung, RemedyRoom.place(c.left.values()))) {
      return;
    }
    if (c.told.takeUnannounced()) {
      say("action.failed", Severity.WARN, i, c, "no effect within the grace");
    }
    if (rung == Rung.RELEASE) {
      // Told of as a leak that nothing is done about, until somebody waits for it.
      c.letBe(v -> v.ownerless() && v.mayBeNoLock());
    }
    c.climb(rung, now);
    if (rung == Rung.GIVE_UP) {
      giveUp(i, c);
      return;
    }
    say("action.started", Severity.INFO, i, c, rung.what());
    ReleaseReport report = new ReleaseReport(i.id, journal, this::forced, noLocks::add);
    c.start(room.taken(rung, RemedyRoom.place(c.left.values()), acts.start(rung, i, c, report)));
  }

  private void wouldHave(Incident i, HeldCase c, Rung rung) {
    if (c.told.saidWouldHave(rung)) {
      journal.publish(
          Events.action(
              "action.would_have", Severity.INFO, i, c, rung.label(), "mode=" + guard.mode()));
    }
  }

  private void giveUp(Incident i, HeldCase c) {
    c.told.takeUnannounced();
    c.left.forEach((seq, v) -> abandoned.put(id(c.finding, seq), v.ownerless()));
    say("action.failed", Severity.ERROR, i, c, "nothing helped: this needs a restart");
  }

  private void close(Incident i, HeldCase c, Outcome outcome, long now) {
    c.close(outcome);
    if (outcome == Outcome.ABANDONED) {
      guard.failed(i.id, now);
    } else if (outcome != Outcome.SELF_RECOVERED) {
      guard.succeeded();
    }
    ThreadRecord r = Threads.byId(c.finding.record());
    if (r != null) {
      r.lift();
    }
  }

  private void say(String event, Severity severity, Incident i, HeldCase c, String what) {
    journal.publish(Events.action(event, severity, i, c, c.rung().label(), what));
  }

  /** Told from a remedy's thread. */
  private void forced(HoldId hold) {
    forced.add(hold);
    tracker.forget(hold);
  }

  private static HoldId id(Finding f, long seq) {
    return new HoldId(f.record(), seq);
  }
}
