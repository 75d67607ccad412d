package dev.unjam.engine.detect;

import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.RefusalsView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what stayed with a thread that is dead or whose task has ended: a pure function.
 *
 * <p>A lock that its task left behind is a lifetime lock as far as anybody can tell, until somebody
 * waits for it, or the task is known to have failed on a refusal; what may be any other file is so
 * until somebody waits for it.
 */
final class Leaks {
  private final Limits limits;

  Leaks(Limits limits) {
    this.limits = limits;
  }

  /** One finding for all that a task left behind for the same reason. */
  List<Finding> of(HolderView h) {
    Map<Reason, List<HoldView>> byReason = new LinkedHashMap<>();
    for (HoldView hold : h.holds()) {
      if (!hold.handedOver()
          && hold.ownerless()
          && hold.ownerlessMillis() >= limits.leak()
          && !carriedOn(h, hold)) {
        RefusalsView r = refusals(hold);
        boolean reportOnly = r == null ? !nobodyWill(h, hold) : hold.mayBeNoLock();
        Reason reason = new Reason(r == null ? 0 : r.callId(), reportOnly);
        byReason.computeIfAbsent(reason, k -> new ArrayList<>()).add(hold);
      }
    }
    return byReason.entrySet().stream()
        .map(e -> finding(h, e.getValue(), e.getKey().reportOnly()))
        .toList();
  }

  private static @Nullable RefusalsView refusals(HoldView hold) {
    RefusalsView r = hold.refusals();
    return r == null || Floor.blames(r.author(), hold) ? r : null;
  }

  private record Reason(long refusedCall, boolean reportOnly) {}

  /**
   * Whether something goes on that may release what its task has left behind. A request to a child
   * that was ended counts as in flight until its asker has let go, and does nothing any more.
   */
  boolean isCarriedOn(HolderView h, Finding f) {
    return h.holds().stream()
        .filter(hold -> hold.ownerless() && f.holds().contains(hold.seq()))
        .anyMatch(hold -> carriedOn(h, hold, c -> !c.child() || c.id() != f.callId()));
  }

  private boolean carriedOn(HolderView h, HoldView hold) {
    return carriedOn(h, hold, c -> true);
  }

  /**
   * Whether something goes on elsewhere that may release it: a call, or work handed over. A stage
   * that nobody has begun for the time of a silence may be one that nothing leads to any more.
   */
  private boolean carriedOn(HolderView h, HoldView hold, Predicate<CallView> such) {
    boolean young = hold.ownerlessMillis() < limits.silence();
    return h.calls().stream()
            .filter(such)
            .anyMatch(c -> c.async() && c.inFlight() && mayBeOf(c, hold))
        || h.handovers().stream()
            .anyMatch(w -> w.alive() && w.covers(hold.seq()) && (young || isBegun(w)));
  }

  /**
   * Whether the call may have been begun by the task that left this behind, rather than by one that
   * the same thread was given since: that is not under it, though it was young enough.
   */
  private static boolean mayBeOf(CallView c, HoldView hold) {
    boolean young = Detector.isYoung(hold, c.ageMillis());
    boolean later = c.underSeq() > hold.seq() && (young || c.ageMillis() < hold.ownerlessMillis());
    return hold.seq() <= c.heldSeq() && !later;
  }

  private static boolean isBegun(HandoverView w) {
    return w.worker() != 0 || w.call() != null || w.later();
  }

  /**
   * Without a refusal it takes somebody who waits, and for a lease a sign that nobody will release
   * it: it may have been handed over to a thread that we do not know of. Permits and stamps may
   * outlive their thread by design, so that its death is no such sign.
   */
  private static boolean nobodyWill(HolderView h, HoldView hold) {
    if (!h.alive() && (hold.kind() == HoldKind.SEMAPHORE || hold.kind() == HoldKind.STAMPED_LOCK)) {
      return false;
    }
    boolean onlyOwnerCan = hold.kind() == HoldKind.LOCK || hold.kind() == HoldKind.READ_LOCK;
    return hold.waiters() > 0 && (onlyOwnerCan || hold.abandoned());
  }

  private static Finding finding(HolderView h, List<HoldView> holds, boolean reportOnly) {
    HoldView oldest = holds.get(0);
    @Nullable RefusalsView r = refusals(oldest);
    return new Finding(
        h.record(),
        Verdict.LEAKED,
        r == null ? null : r.last(),
        r == null ? 0 : r.status(),
        holds.stream().map(HoldView::seq).toList(),
        0,
        r == null ? null : r.peer(),
        oldest.ownerlessMillis(),
        r == null ? "leaked|" + h.record() + "|" + oldest.seq() : Detector.cause(r),
        reportOnly);
  }
}
