package dev.unjam.engine.detect;

import dev.unjam.engine.detect.LeftAlone.Doubt;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.HolderView.Doing;
import dev.unjam.engine.track.RefusalsView;
import dev.unjam.engine.track.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds who looks stuck and is left alone: a pure function of a snapshot.
 *
 * <p>By the very rules of the {@link Detector}, with the one doubt turned round, and by a threshold
 * and a patience later: healthy programs wait long as well, and this is told to a person.
 */
public final class Doubts {
  private final Limits limits;
  private final Detector detector;

  /** The doubts of a detector with these limits. */
  public Doubts(Limits limits) {
    this.limits = limits.far();
    this.detector = new Detector(this.limits, Floor::doubts);
  }

  /**
   * Who is left alone, once each.
   *
   * @param found what the detector found in the same snapshot: who is in it is not left alone
   */
  public List<LeftAlone> in(Snapshot s, List<Finding> found) {
    Set<Long> known = found.stream().map(Finding::record).collect(Collectors.toSet());
    List<LeftAlone> left = new ArrayList<>();
    for (HolderView h : s.holders()) {
      LeftAlone one = of(h);
      if (one != null && !known.contains(h.record())) {
        left.add(one);
      }
    }
    return left;
  }

  private @Nullable LeftAlone of(HolderView h) {
    Finding f = detector.inCall(h);
    if (f != null) {
      String usedAt = usedAt(h, f);
      Doubt doubt = usedAt == null ? Doubt.UNKNOWN_LOCK : Doubt.LIBRARY_LOCK;
      return new LeftAlone(f, doubt, author(h, f), usedAt, ThisHost.get().name());
    }
    Finding other = notAwaited(h);
    return other == null
        ? null
        : new LeftAlone(
            other, Doubt.NOT_AWAITED, author(h, other), usedAt(h, other), ThisHost.get().name());
  }

  /** Parked on a latch, a queue or another thread, which may wait for this call or for anything. */
  private @Nullable Finding notAwaited(HolderView h) {
    CallView call = h.call();
    boolean silent =
        call != null
            && call.async()
            && !call.child()
            && call.waitedFor()
            && call.silentMillis() >= limits.silence(call);
    if (call == null || !silent || h.doing() != Doing.WAITING || Detector.awaits(h, call)) {
      return null;
    }
    List<Long> holds =
        Detector.seqs(
            h,
            hold ->
                !hold.ownerless()
                    && hold.waiters() > 0
                    && Detector.within(hold, call.underSeq(), call.heldSeq())
                    && Floor.blames(call.author(), hold));
    boolean mayWatch = call.keptAlive() || Detector.mayWatch(call);
    return holds.isEmpty() || mayWatch ? null : Detector.finding(h, call, holds);
  }

  private static @Nullable String usedAt(HolderView h, Finding f) {
    return h.holds().stream()
        .filter(hold -> f.holds().contains(hold.seq()))
        .findFirst()
        .map(HoldView::usedAt)
        .orElse(null);
  }

  private static @Nullable String author(HolderView h, Finding f) {
    HandoverView w = h.handover(f.worker());
    if (f.verdict() == Verdict.SILENT) {
      List<CallView> calls = new ArrayList<>(h.calls());
      if (w != null && w.call() != null) {
        calls.add(w.call());
      }
      return calls.stream()
          .filter(c -> c.id() == f.callId())
          .findFirst()
          .map(CallView::author)
          .orElse(null);
    }
    RefusalsView r = w == null ? h.refusals() : w.refusals();
    return r == null ? null : r.author();
  }
}
