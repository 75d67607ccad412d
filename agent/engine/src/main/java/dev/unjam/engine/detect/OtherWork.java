package dev.unjam.engine.detect;

import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.RefusalsView;
import dev.unjam.engine.track.RefuserView;

/** Tells whether a holder goes on with something else than what it was found stuck on. */
final class OtherWork {
  private final Limits limits;

  OtherWork(Limits limits) {
    this.limits = limits;
  }

  /** Whether an earlier call of his own, or work that he handed over, goes on and goes well. */
  boolean besides(HolderView h, RefusalsView r) {
    return h.calls().stream()
            .skip(1)
            .filter(c -> c.id() != r.callId() && isOfNow(h, c, r.underSeq(), r.heldSeq()))
            .anyMatch(this::goesWell)
        || h.handovers().stream()
            .anyMatch(w -> w.refusals() == null ? goesOn(w) : isAskedInstead(w, r));
  }

  /**
   * Whether what was refused once asks on and may well be answered: it tries another, or once more,
   * or had asked before already.
   */
  private boolean isAskedInstead(HandoverView w, RefusalsView r) {
    CallView call = w.call();
    RefusalsView own = w.refusals();
    return call != null
        && call.id() != r.callId()
        && (own == null || own.count() == 1)
        && (r.count() == 1 || !call.peer().equals(r.peer()))
        && goesWell(call);
  }

  /**
   * Whether a call goes well that it may wait for rather than for this: its own that belongs to
   * these holds, or another's.
   */
  boolean isAwaitedAsWell(HolderView h, HandoverView w, long from, long to) {
    return h.calls().stream().filter(c -> isOfNow(h, c, from, to)).anyMatch(this::goesWell)
        || h.handovers().stream()
            .filter(o -> !o.equals(w) && o.awaited() != Awaited.NO)
            .filter(o -> o.refusals() == null)
            .map(HandoverView::call)
            .anyMatch(c -> c != null && goesWell(c));
  }

  /**
   * How the holder goes on, apart from what it was found stuck on.
   *
   * @param carriedOn whether something may release what its task has left behind
   */
  Onward onward(HolderView h, Finding f, boolean carriedOn) {
    boolean itself = false;
    boolean byOthers = false;
    boolean mayYet = false;
    long well = lastWell(h, f);
    long from = f.holds().stream().mapToLong(v -> v).min().orElse(0);
    long to = f.holds().stream().mapToLong(v -> v).max().orElse(0);
    for (CallView call : h.calls()) {
      if (goesWell(call) && isOfNow(h, call, from, to)) {
        boolean over = isGotOver(h, f, call, false);
        itself |= over || isAnothers(call, f);
        mayYet |= hasItsChance(h, f, call);
        well = over ? soonest(well, call.silentMillis()) : well;
      }
    }
    for (HandoverView w : h.handovers()) {
      CallView call = w.call();
      boolean itsWorker = w.equals(h.handover(f.worker()));
      boolean others = w.worker() != f.worker() && w.refusals() == null;
      if (others && (call == null || isAnothers(call, f))) {
        byOthers |= goesOn(w);
      } else if (call != null && (itsWorker || others) && goesWell(call)) {
        boolean awaited = w.awaited() == Awaited.YES;
        boolean over = awaited && isGotOver(h, f, call, true);
        itself |= over || isAnothers(call, f);
        mayYet |= (awaited || itsWorker) && hasItsChance(h, f, call);
        well = over ? soonest(well, call.silentMillis()) : well;
      }
    }
    return new Onward(itself, byOthers, mayYet, well, carriedOn);
  }

  /** How long ago whom it was stuck on last answered a call of its own well; -1 if not since. */
  private static long lastWell(HolderView h, Finding f) {
    return h.refusers().stream()
        .filter(r -> r.peer().equals(f.peer()) && r.ownWell() > f.callId())
        .mapToLong(RefuserView::wellMillis)
        .reduce(-1, OtherWork::soonest);
  }

  private static long soonest(long one, long other) {
    return one < 0 ? other : Math.min(one, other);
  }

  /**
   * Whether it goes to whom it was stuck on, who has answered well since. After a silence, to have
   * begun to is enough.
   */
  private static boolean isGotOver(HolderView h, Finding f, CallView call, boolean handedOver) {
    RefuserView r = h.refuser(call);
    if (call.id() == f.callId() || !call.peer().equals(f.peer())) {
      return false;
    }
    boolean answered = r != null && (handedOver ? r.well() : r.ownWell()) > f.callId();
    boolean answers = f.refusal() == null && call.id() > f.callId() && Detector.mayWatch(call);
    return answered || answers;
  }

  /**
   * Whether it is the first that goes to whom it was stuck on since, or has been on its way for
   * longer than a refusal takes, or asks for what has not been refused: it may be answered yet, and
   * is judged by its own silence. Nothing else speaks for it, and once it is refused, nothing.
   */
  private boolean hasItsChance(HolderView h, Finding f, CallView call) {
    RefuserView r = h.refuser(call);
    if (call.id() == f.callId() || !call.peer().equals(f.peer())) {
      return false;
    }
    boolean mayThink = f.refusal() != null && call.ageMillis() >= limits.grace();
    return r == null ? h.refusals() == null : r.failures() == 1 || mayThink;
  }

  private static boolean isAnothers(CallView call, Finding f) {
    return call.id() != f.callId() && !call.peer().equals(f.peer());
  }

  private boolean goesOn(HandoverView w) {
    CallView call = w.call();
    return call == null ? w.alive() && !w.parked() : goesWell(call);
  }

  /**
   * Whether a call was begun under one of these holds that is still there, or the holder waits for
   * it: what an earlier turn of its thread has left open says nothing of this one.
   */
  private static boolean isOfNow(HolderView h, CallView c, long from, long to) {
    boolean awaited = c.waitedFor() && c.awaited() == Awaited.YES && !(c.async() && c.child());
    return awaited
        || h.holds().stream()
            .mapToLong(HoldView::seq)
            .filter(seq -> from <= seq && seq <= to)
            .anyMatch(seq -> c.underSeq() <= seq && seq <= c.heldSeq());
  }

  /** Whether it is in flight and was neither refused nor silent for too long. */
  boolean goesWell(CallView call) {
    Refusal refusal = call.refusal();
    return call.inFlight() && refusal == null && call.silentMillis() < limits.silence(call);
  }
}
