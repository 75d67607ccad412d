package dev.unjam.engine.detect;

import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.HolderView.Doing;
import dev.unjam.engine.track.RefusalsView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the holders that are stuck on a call that another thread makes for them: a pure function.
 *
 * <p>A holder is blamed only for what it waits for. Where that cannot be told for sure, no call of
 * its own, nor of other work that it may wait for, may be going well, and somebody must wait for
 * the holder as well; without that only for a lock and a task: a program that holds a lock file for
 * its life, starts its threads and waits for its own end looks no different.
 */
final class Handovers {
  private final Limits limits;
  private final Refusals refusals;
  private final OtherWork otherWork;
  private final Detector.Blame blame;

  Handovers(Limits limits, Refusals refusals, Detector.Blame blame) {
    this.blame = blame;
    this.limits = limits;
    this.refusals = refusals;
    this.otherWork = new OtherWork(limits);
  }

  /** The first that is stuck of what this holder waits for, or null. */
  @Nullable Finding of(HolderView h) {
    if (h.doing() == Doing.BLOCKED_BEHIND_OTHER) {
      return null;
    }
    for (HandoverView w : h.handovers()) {
      Finding f = refused(h, w);
      if (f == null) {
        f = silent(h, w);
      }
      if (f != null) {
        return f;
      }
    }
    return null;
  }

  private @Nullable Finding refused(HolderView h, HandoverView w) {
    RefusalsView r = w.refusals();
    CallView call = w.call();
    if (r == null || !refusals.isStuck(w, r)) {
      return null;
    }
    List<HoldView> holds = blamed(h, w, r.underSeq(), r.heldSeq(), r.author());
    if (holds.isEmpty()) {
      return null;
    }
    return new Finding(
        h.record(),
        r.count() > 1 ? Verdict.RETRYING : Verdict.REFUSED,
        r.last(),
        r.status(),
        seqs(holds),
        call == null ? 0 : call.id(),
        r.peer(),
        r.firstMillis(),
        Detector.cause(r),
        false,
        w.worker());
  }

  private @Nullable Finding silent(HolderView h, HandoverView w) {
    CallView call = w.call();
    if (call == null || !call.waitedFor() || call.silentMillis() < limits.silence(call)) {
      return null;
    }
    List<HoldView> holds = blamed(h, w, w.underSeq(), w.heldSeq(), call.author());
    return holds.isEmpty()
        ? null
        : new Finding(
            h.record(),
            Verdict.SILENT,
            call.refusal(),
            call.status(),
            seqs(holds),
            call.id(),
            call.peer(),
            call.silentMillis(),
            "silent|" + call.whom(),
            false,
            w.worker());
  }

  /** The holds that the work keeps from others; none if its holder does not wait for it. */
  private List<HoldView> blamed(
      HolderView h, HandoverView w, long from, long to, @Nullable String author) {
    if (w.awaited() == Awaited.PERHAPS && otherWork.isAwaitedAsWell(h, w, from, to)) {
      return List.of();
    }
    List<HoldView> holds =
        h.holds().stream()
            .filter(v -> from <= v.seq() && v.seq() <= to && blame.takes(author, v))
            .toList();
    boolean sure =
        w.awaited() == Awaited.YES
            || holds.stream().anyMatch(v -> v.waiters() > 0)
            || (w.call() != null && w.call().child() && h.inTask())
            || (!w.ofThread() && holds.stream().allMatch(v -> v.kind() == HoldKind.LOCK));
    return w.awaited() != Awaited.NO && sure ? holds : List.of();
  }

  private static List<Long> seqs(List<HoldView> holds) {
    return holds.stream().map(HoldView::seq).toList();
  }
}
