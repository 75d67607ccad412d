package dev.unjam.engine.detect;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.HolderView.Doing;
import dev.unjam.engine.track.RefusalsView;
import dev.unjam.engine.track.Snapshot;
import dev.unjam.engine.track.WaitGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the holders that are stuck: a pure function of a snapshot. */
public final class Detector {
  /** A hold that was older than this when a call began is one of the thread's life. */
  private static final long LIFETIME_MILLIS = 300_000;

  private final Limits limits;
  private final Blame blame;
  private final Refusals refusals;
  private final Handovers handovers;
  private final Leaks leaks;
  private final OtherWork otherWork;

  /** Which holds count for a call. */
  interface Blame {
    /**
     * Whether this one does.
     *
     * @param author the class that wrote the request, as for {@link CallView}; or null
     */
    boolean takes(@Nullable String author, HoldView hold);
  }

  /** A detector with these limits. */
  public Detector(Limits limits) {
    this(limits, Floor::blames);
  }

  Detector(Limits limits, Blame blame) {
    this.limits = limits;
    this.blame = blame;
    this.refusals = new Refusals(limits);
    this.handovers = new Handovers(limits, refusals, blame);
    this.leaks = new Leaks(limits);
    this.otherWork = new OtherWork(limits);
  }

  /** The holders that are stuck; a holder occurs once for its running task, once for each leak. */
  public List<Finding> detect(Snapshot snapshot) {
    List<Finding> findings = new ArrayList<>();
    for (HolderView h : snapshot.holders()) {
      Finding running = inCall(h);
      if (running == null) {
        running = unknown(h, snapshot.waits());
      }
      if (running != null) {
        findings.add(running);
      }
      findings.addAll(leaks.of(h));
    }
    return findings;
  }

  /** What it is stuck on of its calls, and of those that are made for it; or null. */
  @Nullable Finding inCall(HolderView h) {
    Finding running = refused(h);
    if (running == null) {
      running = silent(h);
    }
    return running == null ? handovers.of(h) : running;
  }

  /** The circles that have been so for long enough; whoever else waits for those is in none. */
  public List<Deadlock> deadlocks(Snapshot snapshot) {
    return Deadlocks.in(snapshot.waits()).stream()
        .filter(d -> d.millis() >= limits.threshold())
        .toList();
  }

  /** How who was found stuck has gone on since, apart from that. */
  public Onward onward(HolderView h, Finding f) {
    return otherWork.onward(h, f, leaks.isCarriedOn(h, f));
  }

  private @Nullable Finding refused(HolderView h) {
    RefusalsView r = h.refusals();
    if (r == null || h.doing() == Doing.BLOCKED_BEHIND_OTHER) {
      return null;
    }
    List<Long> holds =
        seqs(
            h,
            hold ->
                !hold.ownerless()
                    && within(hold, r.underSeq(), r.heldSeq())
                    && isOfTheTurn(hold, r.firstMillis())
                    && blame.takes(r.author(), hold));
    if (holds.isEmpty() || !refusals.isStuck(h, r, holds)) {
      return null;
    }
    Verdict verdict = r.count() > 1 ? Verdict.RETRYING : Verdict.REFUSED;
    return finding(h, verdict, r, holds, r.firstMillis(), false);
  }

  private @Nullable Finding silent(HolderView h) {
    for (CallView call : h.calls()) {
      Finding f = silent(h, call);
      if (f != null) {
        return f;
      }
    }
    return null;
  }

  private @Nullable Finding silent(HolderView h, CallView call) {
    if (!call.waitedFor() || h.doing() == Doing.BLOCKED_BEHIND_OTHER) {
      return null;
    }
    if (call.silentMillis() < limits.silence(call) || (call.async() && !awaits(h, call))) {
      return null;
    }
    boolean sure = call.awaited() == Awaited.YES && !call.keptAlive() && !mayWatch(call);
    List<Long> holds =
        seqs(
            h,
            hold ->
                within(hold, call.underSeq(), call.heldSeq())
                    && isOfTheTurn(hold, call.ageMillis())
                    && (sure || matters(h, hold))
                    && blame.takes(call.author(), hold));
    return holds.isEmpty() ? null : finding(h, call, holds);
  }

  /**
   * Whether the thread waits for what it started asynchronously: it is parked on a future (or, for
   * a child, on whatever its reader completes), and no later call of its own is what it is busy
   * with.
   */
  static boolean awaits(HolderView h, CallView call) {
    if (h.holds().stream().allMatch(HoldView::ownerless)) {
      return true;
    }
    CallView last = h.call();
    boolean busyWithAnother = last != null && last.id() != call.id() && last.waitedFor();
    boolean parked = call.child() ? h.doing().waits() : h.doing() == Doing.AWAITING_FUTURE;
    return parked && !busyWithAnother;
  }

  /**
   * Whether the hold belongs to the turn in which this began, so long ago. A leader's lock that was
   * old by then and that nobody waits for is one of the thread's life, whatever the thread does.
   */
  private static boolean isOfTheTurn(HoldView hold, long beganMillis) {
    return hold.waiters() > 0 || isYoung(hold, beganMillis);
  }

  /** Whether it had not been held for very long when something began, so long ago. */
  static boolean isYoung(HoldView hold, long beganMillis) {
    return hold.ageMillis() - beganMillis < LIFETIME_MILLIS;
  }

  /**
   * Whether it is worth acting where nobody can tell that the thread waits for this call, or where
   * the server only keeps the connection alive, or has begun to answer well: a program that holds a
   * lock file for its life, subscribes to events and waits for its own end looks no different, as
   * long as nobody waits.
   */
  private static boolean matters(HolderView h, HoldView hold) {
    return hold.waiters() > 0 || h.inTask() || !hold.kind().isLease();
  }

  /** An answer that has begun well may be one that brings an event now and then, for good. */
  static boolean mayWatch(CallView call) {
    return call.phase() == Phase.BODY && call.status() >= 200 && call.status() < 300;
  }

  static boolean within(HoldView hold, long from, long to) {
    return hold.seq() >= from && hold.seq() <= to;
  }

  private @Nullable Finding unknown(HolderView h, WaitGraph waits) {
    long veryLong =
        Math.max(limits.silence(), Math.max(limits.silenceHead(), limits.silenceChild()));
    CallView call = h.call();
    boolean inCall = (call != null && call.waitedFor()) || hasACallMade(h);
    if (h.doing() == Doing.BLOCKED_BEHIND_OTHER || inCall) {
      return null;
    }
    List<Long> holds =
        seqs(h, hold -> couldBeStuck(hold) && hold.waiters() > 0 && hold.ageMillis() >= veryLong);
    if (holds.isEmpty() || !waits.chain(h.threadId()).isEmpty()) {
      return null;
    }
    long age = h.holds().get(0).ageMillis();
    String cause = "unknown|" + h.record() + "|" + holds.get(0);
    return new Finding(h.record(), Verdict.UNKNOWN, null, 0, holds, 0, null, age, cause, true);
  }

  /** Whether it waits for a thread that is inside a call: that is judged by its own silence. */
  private static boolean hasACallMade(HolderView h) {
    return h.handovers().stream()
        .filter(w -> w.awaited() != Awaited.NO)
        .map(HandoverView::call)
        .anyMatch(c -> c != null && c.waitedFor());
  }

  /** What others give back is no lock that its holder sits on. */
  private static boolean couldBeStuck(HoldView hold) {
    return !hold.ownerless() && !hold.handedOver();
  }

  static List<Long> seqs(HolderView h, Predicate<HoldView> which) {
    return h.holds().stream().filter(which).map(HoldView::seq).toList();
  }

  private static Finding finding(
      HolderView h, Verdict v, RefusalsView r, List<Long> holds, long stuck, boolean reportOnly) {
    CallView call = h.call();
    long callId = call != null && call.inFlight() ? call.id() : 0;
    return new Finding(
        h.record(), v, r.last(), r.status(), holds, callId, r.peer(), stuck, cause(r), reportOnly);
  }

  static Finding finding(HolderView h, CallView call, List<Long> holds) {
    return new Finding(
        h.record(),
        Verdict.SILENT,
        call.refusal(),
        call.status(),
        holds,
        call.id(),
        call.peer(),
        call.silentMillis(),
        "silent|" + call.whom(),
        false);
  }

  static String cause(RefusalsView r) {
    return "refused|" + r.last().refusalClass().label() + "|" + r.whom();
  }
}
