package dev.unjam.engine.detect;

import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.RefusalsView;

/** Tells whether a holder goes on with something else than what it was found stuck on. */
final class OtherWork {
  private final Limits limits;

  OtherWork(Limits limits) {
    this.limits = limits;
  }

  /** Whether an earlier call of his own, or work that he handed over, goes on and goes well. */
  boolean besides(HolderView h, RefusalsView r) {
    return h.calls().stream().skip(1).anyMatch(c -> c.id() != r.callId() && goesWell(c))
        || h.handovers().stream().anyMatch(w -> w.refusals() == null && goesOn(w));
  }

  /** Whether a call goes well that it may wait for rather than for this: its own or another's. */
  boolean isAwaitedAsWell(HolderView h, HandoverView w) {
    return h.calls().stream().anyMatch(this::goesWell)
        || h.handovers().stream()
            .filter(o -> !o.equals(w) && o.awaited() != Awaited.NO)
            .filter(o -> o.refusals() == null)
            .map(HandoverView::call)
            .anyMatch(c -> c != null && goesWell(c));
  }

  /** Whether a call of its own or of its worker's to another peer than the finding's goes well. */
  boolean hasFallback(HolderView h, Finding f) {
    HandoverView worker = h.handover(f.worker());
    CallView call = worker == null ? null : worker.call();
    return h.calls().stream().anyMatch(c -> isAnother(c, f) && goesWell(c))
        || (call != null && isAnother(call, f) && goesWell(call));
  }

  /** Whether some work that it handed over, apart from the finding's, goes well. */
  boolean hasWorkDone(HolderView h, Finding f) {
    return h.handovers().stream()
        .filter(w -> w.worker() != f.worker() && w.refusals() == null)
        .filter(w -> w.call() == null || isAnother(w.call(), f))
        .anyMatch(this::goesOn);
  }

  private static boolean isAnother(CallView call, Finding f) {
    return call.id() != f.callId() && !call.peer().equals(f.peer());
  }

  private boolean goesOn(HandoverView w) {
    CallView call = w.call();
    return call == null ? w.alive() && !w.parked() : goesWell(call);
  }

  /** Whether it is in flight and was neither refused nor silent for too long. */
  boolean goesWell(CallView call) {
    Refusal refusal = call.refusal();
    return call.inFlight() && refusal == null && call.silentMillis() < limits.silence(call);
  }
}
