package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Carried;
import dev.unjam.bridge.Flow;
import dev.unjam.bridge.Flows;
import dev.unjam.bridge.ThreadRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the work that holders handed over from scan to scan: what of it is going on, which calls
 * it makes, and what was refused.
 *
 * <p>The watchdog's thread only.
 */
final class HandoverLog {
  private static final long WORTH_ASKING_MILLIS = 500;

  private final CallLog calls;
  private final Sleeps sleeps;
  private final Refusers refusers;
  private final Awaiting awaiting = new Awaiting();
  private final Stages stages = new Stages();

  /** By holder, then by what it handed over. */
  private final Map<Long, Map<Flow, Errand>> errands = new HashMap<>();

  /** By holder, what went well that was made for him. */
  private final Map<Long, Well> wells = new HashMap<>();

  /** What is queued or runs in this scan, by holder. */
  private final Map<Long, List<Flow>> going = new HashMap<>();

  private final Set<Long> seen = new HashSet<>();
  private boolean incident;

  HandoverLog(CallLog calls, Sleeps sleeps, Refusers refusers) {
    this.refusers = refusers;
    this.calls = calls;
    this.sleeps = sleeps;
  }

  /**
   * A scan begins.
   *
   * @param incident whether an incident is open
   */
  void begin(boolean incident) {
    this.incident = incident;
    going.clear();
    seen.clear();
    Flows.prune();
    Flows.forEach(this::goesOn);
    going.values().forEach(Orphans::release);
  }

  private void goesOn(Flow work) {
    if (isOver(work)) {
      Flows.end(work);
    } else {
      going.computeIfAbsent(work.holder.id, id -> new ArrayList<>()).add(work);
    }
  }

  /**
   * Whether nobody is at some work that will do nothing any more. A relay of a CompletableFuture
   * runs nothing of anybody's and is seen by no hook, and a stage whose future somebody else has
   * completed is never begun: until it is collected, which may be minutes, it would look like work
   * that waits for its turn.
   */
  private boolean isOver(Flow work) {
    return work.runner() == null
        && (work.isPromiseGone() || stages.isDone(work.promise()) || stages.isDone(work.get()));
  }

  /** Takes in which calls were begun for this thread since the last scan. */
  void update(ThreadRecord r, long now) {
    Deque<Carried> fresh = new ArrayDeque<>();
    for (Carried c = r.takeCarried(); c != null; c = c.before()) {
      fresh.addFirst(c);
    }
    if (r.depth() == 0) {
      return;
    }
    Map<Flow, Errand> mine = errands.get(r.id);
    if (mine == null && (!fresh.isEmpty() || going.containsKey(r.id))) {
      mine = new HashMap<>();
      errands.put(r.id, mine);
    }
    if (mine == null) {
      return;
    }
    seen.add(r.id);
    for (Carried c : fresh) {
      mine.computeIfAbsent(c.root, root -> new Errand()).add(c);
    }
    for (Flow f : going.getOrDefault(r.id, List.of())) {
      mine.computeIfAbsent(f.root(), root -> new Errand()).goesOn(f);
    }
    mine.values().forEach(e -> e.look(r, calls, refusers, now));
    tell(r, mine, now);
    mine.entrySet().removeIf(e -> !r.has(e.getKey().topSeq) || e.getValue().isForgettable());
  }

  /** Whom it has reached that something was refused for him, it is refused to. */
  private void tell(ThreadRecord r, Map<Flow, Errand> mine, long now) {
    Well well =
        mine.values().stream().map(Errand::goneWell).reduce(calls.goneWell(r.call()), Well::and);
    Well known = wells.merge(r.id, well, Well::and);
    calls.episodes().wentWell(r, known);
    mine.forEach((root, e) -> e.tell(root, r, calls.episodes(), known, now));
  }

  /** What is going on of what this thread handed over. */
  List<HandoverView> views(ThreadRecord r, List<HoldView> holds, long now) {
    Map<Flow, Errand> mine = errands.getOrDefault(r.id, Map.of());
    boolean left = !mine.isEmpty() && holds.stream().allMatch(HoldView::ownerless);
    List<HandoverView> views = views(r, mine, left, false, now);
    boolean several = views.size() > 1;
    // Where one is stuck, whether the holder may wait for another as well decides.
    return several && views.stream().anyMatch(v -> suspicious(v.call(), v.refusals()))
        ? views(r, mine, left, true, now)
        : views;
  }

  private List<HandoverView> views(
      ThreadRecord r, Map<Flow, Errand> mine, boolean left, boolean askAll, long now) {
    List<HandoverView> views = new ArrayList<>();
    for (Map.Entry<Flow, Errand> e : mine.entrySet()) {
      Errand errand = e.getValue();
      List<Carried> inFlight = errand.inFlight();
      for (Carried c : inFlight) {
        views.add(view(r, errand, c.flow, c.call, c.underSeq, left, askAll, now));
      }
      Flow flow = errand.flow();
      if (inFlight.isEmpty() && flow != null) {
        views.add(view(r, errand, flow, null, e.getKey().underSeq, left, askAll, now));
      }
    }
    return views;
  }

  private HandoverView view(
      ThreadRecord r,
      Errand errand,
      Flow flow,
      @Nullable CallRecord call,
      long underSeq,
      boolean left,
      boolean ask,
      long now) {
    ThreadRecord worker = call == null ? flow.runner() : call.owner;
    Thread t = worker == null ? null : worker.thread;
    CallView shown =
        call == null ? null : calls.view(call, call.owner.call() == call ? call.owner : null, now);
    RefusalsView refusals = errand.refusals(now);
    // Who was refused and waits for a good call, however short, is to be seen to do so.
    boolean asks = ask || suspicious(shown, refusals) || (incident && refusers.know(r));
    boolean may = call == null || calls.mayAwait(call, r, now);
    return new HandoverView(
        worker == null ? 0 : worker.id,
        t == null ? 0 : t.getId(),
        t == null ? "" : t.getName(),
        underSeq,
        flow.root().heldSeq,
        left ? Awaited.YES : asks ? awaited(r, errand, flow, may) : Awaited.NO,
        t == null || isParked(t),
        worker != null && t != null && refusals != null && sleeps.isLong(worker.id, t, now),
        flow.root().isThread(),
        errand.isGoingOn(),
        worker == null && errand.isLater(),
        shown,
        refusals);
  }

  /** Of stages that follow one another in a queue, one may lead to the holder and one nowhere. */
  private Awaited awaited(ThreadRecord r, Errand errand, Flow flow, boolean may) {
    Awaited shown = awaiting.awaits(r, flow);
    Awaited any = errand.awaited(part -> awaiting.awaits(r, part));
    Awaited most = any.compareTo(shown) > 0 ? any : shown;
    return most == Awaited.PERHAPS && !may ? Awaited.NO : most;
  }

  /** To ask what a thread waits for is only worth it where something may come of it. */
  private static boolean suspicious(@Nullable CallView call, @Nullable RefusalsView refusals) {
    return refusals != null || (call != null && call.silentMillis() >= WORTH_ASKING_MILLIS);
  }

  private static boolean isParked(Thread t) {
    Thread.State state = t.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /** Whether the last call that was made for it under this hold ended in an exception or error. */
  boolean lastFailed(ThreadRecord r, long holdSeq) {
    for (Errand e : errands.getOrDefault(r.id, Map.of()).values()) {
      if (e.failedUnder(holdSeq)) {
        return true;
      }
    }
    return false;
  }

  /** What was refused to work that was handed over under this hold and is done, or null. */
  @Nullable RefusalsView leftBehind(ThreadRecord r, long holdSeq, long now) {
    for (Errand e : errands.getOrDefault(r.id, Map.of()).values()) {
      RefusalsView view = e.refusals(now);
      if (view != null && view.underSeq() <= holdSeq && holdSeq <= view.heldSeq()) {
        return view;
      }
    }
    return null;
  }

  /** The scan is over: forgets who holds nothing any more; adds the calls that are known. */
  void scanned(Set<Long> callIds) {
    errands.keySet().retainAll(seen);
    wells.keySet().retainAll(seen);
    errands.values().forEach(mine -> mine.values().forEach(e -> e.addIds(callIds)));
  }
}
