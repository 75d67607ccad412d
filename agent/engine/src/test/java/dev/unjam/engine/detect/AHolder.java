package dev.unjam.engine.detect;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.refusal.RefusalClass;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.HolderView.Doing;
import dev.unjam.engine.track.RefusalsView;
import dev.unjam.engine.track.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A made-up holder on a fake clock: what happens to it is written down, then looked at. */
final class AHolder {
  static final String PROVIDER = "api.example.com:443";
  static final String OTHER_PROVIDER = "fallback.example.com:443";

  private final List<AHold> holds = new ArrayList<>();
  private final List<ACall> inBackground = new ArrayList<>();
  private long now = 1;
  private Doing doing = Doing.WAITING;
  private long nextCall;
  private boolean abandoned;
  private boolean dead;
  private @Nullable Awaited handedOver;
  private boolean toThread;
  private boolean inTask = true;
  private boolean keptAlive;
  private Awaited awaited = Awaited.YES;
  private final WorkBeside work = new WorkBeside();
  private @Nullable ACall own;

  private @Nullable ACall call;
  private final RefusalsSoFar refusals = new RefusalsSoFar();
  private @Nullable String author;
  private int under = 1;

  AHolder pass(Duration time) {
    now += time.toMillis();
    return this;
  }

  AHolder holds() {
    return holds(HoldKind.LOCKFILE);
  }

  AHolder holds(HoldKind kind) {
    holds.add(new AHold(kind, now));
    return this;
  }

  AHolder waitedForBy(int waiters) {
    newest().waitedForBy(waiters);
    return this;
  }

  /** The newest lock file's path is this one. */
  AHolder called(String path) {
    newest().isCalled(path);
    return this;
  }

  /** The place that took the newest hold is known. */
  AHolder takenBy(String className) {
    newest().takenBy(className);
    return this;
  }

  private AHold newest() {
    return holds.get(holds.size() - 1);
  }

  /** Its calls are seen on their socket alone, to which this class writes. */
  AHolder writesBy(String className) {
    author = className;
    return this;
  }

  /** What it handed over aside, its own call to another provider has come so far. */
  AHolder itselfCalls(Phase phase) {
    own = new ACall(98, "java.net.http", OTHER_PROVIDER, phase, now, now, 1, holds.size(), false);
    return this;
  }

  AHolder taskEnds() {
    holds.forEach(h -> h.losesItsTask(now));
    return this;
  }

  /** The same thread is given its next task, which takes a lock file of its own. */
  AHolder getsAnotherTask() {
    return taskEnds().holds().startsAnotherTurn();
  }

  /** What it calls from now on is under its newest lock file only. */
  AHolder startsAnotherTurn() {
    under = holds.size();
    return this;
  }

  /** A thread of the program's own, such as that of its main method. */
  AHolder inNoTask() {
    inTask = false;
    return this;
  }

  /** Nobody can tell what it is parked on. */
  AHolder parksOnSomething() {
    awaited = Awaited.PERHAPS;
    return this;
  }

  /** The server writes comments into the stream. */
  AHolder isKeptAlive() {
    keptAlive = true;
    return this;
  }

  /**
   * Besides it handed work to another thread, whose call has come so far; it never falls silent.
   */
  AHolder hasWorkDone(Phase phase) {
    work.isAt(phase);
    return this;
  }

  /** The same, and nobody can tell whether it waits for that. */
  AHolder mayWaitForWorkDone(Phase phase) {
    work.isAwaited(Awaited.PERHAPS);
    return hasWorkDone(phase);
  }

  /** The same work has been refused what its holder was. */
  AHolder hasRefusedWorkDone(Phase phase) {
    work.isRefused();
    return hasWorkDone(phase);
  }

  /** Besides it handed something over that nobody has begun. */
  AHolder hasWorkQueued() {
    work.isQueued();
    return this;
  }

  /** The same, and a timer has it, or has it no longer. */
  AHolder hasWorkQueuedForLater(boolean notDue) {
    work.isForLater(notDue);
    return hasWorkQueued();
  }

  AHolder dies() {
    dead = true;
    abandoned = true;
    return taskEnds();
  }

  AHolder lastCallFailed() {
    abandoned = true;
    return this;
  }

  /** The host was seen to hand a lease from one thread to another. */
  AHolder does(Doing what) {
    doing = what;
    return this;
  }

  /** All calls are made by another thread, and all that was refused was refused to that. */
  AHolder handsOver(Awaited awaited) {
    handedOver = awaited;
    return this;
  }

  /** The same, and it is a thread that it started. */
  AHolder handsOverToThread(Awaited awaited) {
    toThread = true;
    return handsOver(awaited);
  }

  AHolder calls(String peer) {
    return calls("java.net.http", peer, false);
  }

  AHolder callsChild() {
    return calls("child", "4711:acp", false);
  }

  AHolder callsAsync(String peer) {
    return calls("java.net.http", peer, true);
  }

  private AHolder calls(String client, String peer, boolean async) {
    ACall before = call;
    if (before != null && before.async() && !before.isOver()) {
      inBackground.add(0, before);
    }
    call = new ACall(++nextCall, client, peer, Phase.SENT, now, now, under, holds.size(), async);
    return this;
  }

  AHolder gets(Phase phase) {
    call = current().gets(phase, now);
    return this;
  }

  AHolder isRefused(RefusalClass why, @Nullable Duration retryAfter, Phase then) {
    gets(then);
    refusals.add(current(), why, retryAfter, now);
    return this;
  }

  /** The child has said so much since that nobody can tell whether it got over that, or not so. */
  AHolder mayHaveGotOverIt(boolean whether) {
    refusals.doubt(whether);
    return this;
  }

  /** Another thread tells it that its call was refused, which is over. */
  AHolder isToldOf(RefusalClass why, String peer) {
    ACall others =
        new ACall(++nextCall, "okhttp", peer, Phase.DONE, now, now, under, holds.size(), false);
    refusals.add(others, why, null, now);
    return this;
  }

  private ACall current() {
    ACall c = call;
    if (c == null) {
      throw new IllegalStateException("no call");
    }
    return c;
  }

  Snapshot snapshot() {
    return new Snapshot(now, List.of(view()));
  }

  private HolderView view() {
    List<HoldView> views = new ArrayList<>();
    for (int i = 0; i < holds.size(); i++) {
      long seq = i + 1L;
      views.add(holds.get(i).view(seq, now, abandoned, refusals.bear(seq) ? refusals() : null));
    }
    List<CallView> calls = new ArrayList<>();
    if (call != null) {
      calls.add(view(call));
    }
    inBackground.forEach(c -> calls.add(view(c)));
    Awaited handed = handedOver;
    return handed == null
        ? new HolderView(
            1, 11, "worker", !dead, doing, views, calls, refusals(), inTask, false, besides())
        : new HolderView(
            1,
            11,
            "holder",
            true,
            doing,
            views,
            own == null ? List.of() : List.of(view(own)),
            null,
            inTask,
            false,
            Stream.concat(Stream.of(work(handed)), besides().stream()).toList());
  }

  private List<HandoverView> besides() {
    return work.views(holds.size(), now, this::view, refusals());
  }

  private HandoverView work(Awaited awaited) {
    CallView inFlight = call == null || call.isOver() ? null : view(call);
    boolean sleeps = doing == Doing.SLEEPING;
    return AnErrand.awaited(holds.size(), awaited, sleeps, toThread, inFlight, refusals());
  }

  private CallView view(ACall c) {
    return c.view(now, refusals.of(c), awaited, keptAlive, author);
  }

  private @Nullable RefusalsView refusals() {
    return refusals.view(now, author);
  }
}
