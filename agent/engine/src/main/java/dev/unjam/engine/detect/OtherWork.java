package dev.unjam.engine.detect;

import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.RefusalsView;
import org.jspecify.annotations.Nullable;

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
        || h.handovers().stream().anyMatch(w -> w.refusals() == null && goesOn(w));
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

  /** Whether another call of its own or of its worker's goes well than what it was refused for. */
  boolean hasFallback(HolderView h, Finding f) {
    HandoverView worker = h.handover(f.worker());
    CallView call = worker == null ? null : worker.call();
    long from = f.holds().stream().mapToLong(v -> v).min().orElse(0);
    long to = f.holds().stream().mapToLong(v -> v).max().orElse(0);
    return h.calls().stream()
            .filter(c -> isAnother(c, f, h.refusals()) && isOfNow(h, c, from, to))
            .anyMatch(this::goesWell)
        || (worker != null
            && call != null
            && isAnother(call, f, worker.refusals())
            && goesWell(call));
  }

  /** Whether some work that it handed over, apart from the finding's, goes well. */
  boolean hasWorkDone(HolderView h, Finding f) {
    return h.handovers().stream()
        .filter(w -> w.worker() != f.worker() && w.refusals() == null)
        .filter(w -> w.call() == null || isAnothers(w.call(), f))
        .anyMatch(this::goesOn);
  }

  /** Whether it goes to somebody else, or to who refused before and has answered well since. */
  private static boolean isAnother(CallView call, Finding f, @Nullable RefusalsView now) {
    boolean gotOver = call.id() != f.callId() && f.refusal() != null && now == null;
    return gotOver || isAnothers(call, f);
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
