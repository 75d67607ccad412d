package dev.unjam.engine.track;

import dev.unjam.bridge.Answer;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.refusal.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows each thread's calls from scan to scan: which are in flight, and what was refused.
 *
 * <p>The watchdog's thread only.
 */
final class CallLog {
  /** To ask what a thread waits for is only worth it where something may come of it. */
  private static final long WORTH_ASKING_MILLIS = 500;

  /** Servers write a comment at least that often where they mean to keep a connection. */
  private static final long KEPT_ALIVE_MILLIS = 60_000;

  private final Exchanges exchanges;
  private final Stages stages = new Stages();
  private final ChildPulse pulse;
  private final AskedWaits waits = new AskedWaits();
  private final Carriers carriers = new Carriers();

  private final Episodes episodes = new Episodes();
  private final LastCalls lastCalls = new LastCalls();
  private final Refusers refusers;
  private final Map<Long, CallRecord> lastSeen = new HashMap<>();
  private final Map<Long, List<CallRecord>> asyncInFlight = new HashMap<>();

  CallLog(Classifier classifier, ChildPulse pulse, Refusers refusers) {
    this.refusers = refusers;
    exchanges = new Exchanges(classifier);
    this.pulse = pulse;
  }

  /** The last call of a thread and its asynchronous ones that are still in flight, latest first. */
  List<CallRecord> update(ThreadRecord r, long now) {
    CallRecord latest = r.call();
    if (latest == null) {
      return List.of();
    }
    for (CallRecord call : sinceLastScan(r, latest)) {
      take(r, call, call != latest, now);
    }
    List<CallRecord> calls = new ArrayList<>();
    calls.add(latest);
    List<CallRecord> others = asyncInFlight.getOrDefault(r.id, List.of());
    others.stream().filter(c -> c != latest && inFlight(c)).forEach(calls::add);
    return calls;
  }

  /** Oldest first; the last one of the scan before is looked at again, it may have gone on. */
  private Deque<CallRecord> sinceLastScan(ThreadRecord r, CallRecord latest) {
    CallRecord seen = lastSeen.put(r.id, latest);
    Deque<CallRecord> calls = new ArrayDeque<>();
    for (CallRecord c = latest;
        c == latest || (c != null && (seen == null || c.id >= seen.id));
        c = c.previous()) {
      calls.addFirst(c);
    }
    if (seen != null && !calls.contains(seen)) {
      // There were so many since that the chain does not lead there.
      calls.addFirst(seen);
    }
    latest.forgetPrevious();
    return calls;
  }

  private void take(ThreadRecord r, CallRecord call, boolean superseded, long now) {
    noteAsync(r, call);
    lastCalls.take(r, call, superseded);
    if (isAskedOfChild(call) && waits.hasLeft(call, r, now)) {
      // What the child says to it concerns nobody any more.
      return;
    }
    boolean refused = false;
    for (Answer answer : answers(call)) {
      Refusal refusal = exchanges.refusal(call, answer);
      refused = refusal != null;
      if (refusal != null) {
        episodes.refused(r, call, answer, refusal, exchanges.isDrowned(answer), now);
      }
    }
    boolean well = !refused && wentWell(call, superseded);
    refusers.take(r, call, refused, well, superseded, call.underSeq, call.heldSeq);
    if (well) {
      episodes.succeeded(r, call);
    }
  }

  /** What has come back in a call, attempt by attempt where the library itself tries again. */
  static Deque<Answer> answers(CallRecord call) {
    Deque<Answer> answers = new ArrayDeque<>();
    for (Answer a = call.answer(); a != null; a = a.before()) {
      answers.addFirst(a);
    }
    return answers;
  }

  /** What the provider said no with in this attempt of the call so far, or null. */
  @Nullable Refusal refusal(CallRecord call, Answer answer) {
    return exchanges.refusal(call, answer);
  }

  /** Whether so much was said behind it that it may as well have been got over. */
  boolean isDrowned(Answer answer) {
    return exchanges.isDrowned(answer);
  }

  /** Whether the provider did what it was asked; comments in a stream tell of its server only. */
  boolean wentWell(CallRecord call, boolean superseded) {
    boolean answered = call.status() >= 200 && call.status() < 400;
    boolean said = call.bytes() > 0 && !call.answer().awaitsFirstEvent();
    return call.isToChild()
        ? call.bytes() > 0 || exchanges.isGotOver(call.answer())
        : answered && (superseded || call.phase() == Phase.DONE || said);
  }

  /** Until when this one, if any, has gone well; {@link Well#NEVER} if it has not. */
  Well goneWell(@Nullable CallRecord call) {
    boolean well = call != null && wentWell(call, false) && refusal(call, call.answer()) == null;
    return call == null || !well ? Well.NEVER : Well.by(call);
  }

  private void noteAsync(ThreadRecord r, CallRecord call) {
    List<CallRecord> list = asyncInFlight.computeIfAbsent(r.id, id -> new ArrayList<>());
    if (call.isAsync() && !list.contains(call)) {
      list.add(0, call);
    }
    list.removeIf(c -> !inFlight(c) && !c.restsUntilAskedFor());
    if (list.isEmpty()) {
      asyncInFlight.remove(r.id);
    }
  }

  /** Nobody tells of the end of a future that failed before its head: it is asked. */
  static boolean inFlight(CallRecord call) {
    if (call.isAsync() && call.hasEndedUntold()) {
      call.end();
    }
    return call.phase() != Phase.DONE && !isAtRest(call);
  }

  /** Who waits for a child's end in slices may never come back. */
  private static boolean isAtRest(CallRecord call) {
    if (call.phase() == Phase.DONE
        || !(call.handle() instanceof ChildCall child)
        || !child.isAtRest()) {
      return false;
    }
    if (!child.child().process().isAlive()) {
      call.end();
    }
    return true;
  }

  /** What the detector is shown of a thread's own call: one that it has left is over for it. */
  CallView own(CallRecord call, ThreadRecord r, long now) {
    CallView view = view(call, call == r.call() ? r : null, now);
    boolean alone = isAskedOfChild(call) && call.goesOnAlone() && inFlight(call);
    return alone && r.stillHolds(call.topSeq) && !waits.waits(call, r, now) ? view.left() : view;
  }

  /** Whether this holder is in the wait that began with this request, which another wrote. */
  boolean mayAwait(CallRecord call, ThreadRecord r, long now) {
    return !isAskedOfChild(call) || waits.waits(call, r, now);
  }

  private static boolean isAskedOfChild(CallRecord call) {
    return call.isAsync() && call.isToChild();
  }

  /**
   * What the detector is shown of a call.
   *
   * @param r the thread's record if this is its last call, else null
   */
  CallView view(CallRecord call, @Nullable ThreadRecord r, long now) {
    boolean inFlight = inFlight(call);
    long waiting = call.waitingSince();
    // A body that is sent is no wait inside an advised method: there the socket tells.
    boolean sending =
        r != null && !call.isAsync() && call.status() == 0 && waiting == 0 && r.isWriting();
    boolean inside = inFlight && (waiting > 0 || sending);
    long since = Math.max(call.lastByteAt(), waiting);
    if (sending && r != null) {
      since = Math.max(since, r.socketSince());
    }
    Refusal refusal = exchanges.refusal(call, call.answer());
    ChildCall child = call.handle() instanceof ChildCall c ? c : null;
    if (inside && child != null) {
      since = Math.max(since, pulse.movesAt(child, refusal != null, now));
    }
    long silent = inside ? Math.max(1, now - since) : 0;
    if (inside && !call.goesOnAlone()) {
      silent = carriers.silence(call.owner.thread, silent, now);
    }
    return new CallView(
        call.id,
        call.client,
        call.method,
        call.peer,
        inFlight ? call.phase() : Phase.DONE,
        call.status(),
        now - call.startedAt,
        silent,
        call.underSeq,
        call.heldSeq,
        call.goesOnAlone(),
        call.answer().awaitsFirstEvent(),
        refusal,
        awaited(call, silent),
        isKeptAlive(call, now),
        call.author(),
        child != null && child.isOver());
  }

  private Awaited awaited(CallRecord call, long silent) {
    if (!call.isAsync() || call.isToChild()) {
      return Awaited.YES;
    }
    Object on = silent < WORTH_ASKING_MILLIS ? null : LockSupport.getBlocker(call.owner.thread);
    boolean leads =
        on != null && Stages.isWaiter(on) && stages.lead(call.handle(), on) == Awaited.YES;
    return leads ? Awaited.YES : Awaited.PERHAPS;
  }

  private static boolean isKeptAlive(CallRecord call, long now) {
    long at = call.answer().keptAliveAt();
    return at > 0 && now - at < KEPT_ALIVE_MILLIS;
  }

  /** What was refused to each. */
  Episodes episodes() {
    return episodes;
  }

  /** Whether the last call under this hold ended in an exception or an error. */
  boolean lastFailed(ThreadRecord r, long holdSeq) {
    CallRecord last = lastCalls.under(r, holdSeq);
    return last != null && LastCalls.failed(last);
  }

  /** Forgets what was refused or failed under holds that are gone. */
  void keepHolds(ThreadRecord r, List<HoldView> holds) {
    lastCalls.keepHolds(r, holds);
    episodes.keepHolds(r, holds);
  }

  /** Forgets the threads that hold nothing any more. */
  void keepOnly(Set<Long> records, long now) {
    episodes.keepOnly(records);
    lastSeen.keySet().retainAll(records);
    lastCalls.keepOnly(records);
    asyncInFlight.keySet().retainAll(records);
    waits.scanned(now);
    pulse.keepChildren();
  }
}
