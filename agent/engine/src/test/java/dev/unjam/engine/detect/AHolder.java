package dev.unjam.engine.detect;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.refusal.Refusal;
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
import dev.unjam.engine.track.Title;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A made-up holder on a fake clock: what happens to it is written down, then looked at. */
final class AHolder {
  static final String PROVIDER = "api.example.com:443";
  static final String OTHER_PROVIDER = "fallback.example.com:443";

  private final List<Made> holds = new ArrayList<>();
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
  private @Nullable Phase work;
  private boolean queued;

  private @Nullable ACall call;
  private @Nullable Refusal refusal;
  private @Nullable String author;
  private String refusedPeer = "";
  private int refusals;
  private long firstRefusedAt;
  private long lastRefusedAt;
  private long refusedHeldSeq;
  private long refusedCall;

  private static final class Made {
    final HoldKind kind;
    final long since;
    long ownerlessSince;
    int waiters;
    @Nullable String takenBy;

    Made(HoldKind kind, long since) {
      this.kind = kind;
      this.since = since;
    }
  }

  private record ACall(
      long id,
      String client,
      String peer,
      Phase phase,
      long startedAt,
      long lastByteAt,
      long heldSeq,
      boolean async) {}

  AHolder pass(Duration time) {
    now += time.toMillis();
    return this;
  }

  AHolder holds() {
    return holds(HoldKind.LOCKFILE);
  }

  AHolder holds(HoldKind kind) {
    holds.add(new Made(kind, now));
    return this;
  }

  AHolder waitedForBy(int waiters) {
    holds.get(holds.size() - 1).waiters = waiters;
    return this;
  }

  /** The place that took the newest hold is known. */
  AHolder takenBy(String className) {
    holds.get(holds.size() - 1).takenBy = className;
    return this;
  }

  /** Its calls are seen on their socket alone, to which this class writes. */
  AHolder writesBy(String className) {
    author = className;
    return this;
  }

  AHolder taskEnds() {
    holds.forEach(h -> h.ownerlessSince = now);
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
    work = phase;
    return this;
  }

  /** Besides it handed something over that nobody has begun. */
  AHolder hasWorkQueued() {
    queued = true;
    return this;
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
    if (before != null && before.async() && before.phase() != Phase.DONE) {
      inBackground.add(0, before);
    }
    call = new ACall(++nextCall, client, peer, Phase.SENT, now, now, holds.size(), async);
    return this;
  }

  AHolder gets(Phase phase) {
    ACall c = current();
    call =
        new ACall(c.id(), c.client(), c.peer(), phase, c.startedAt(), now, c.heldSeq(), c.async());
    return this;
  }

  AHolder isRefused(RefusalClass why, @Nullable Duration retryAfter, Phase then) {
    gets(then);
    ACall c = current();
    if (refusals++ == 0) {
      firstRefusedAt = now;
      refusedHeldSeq = c.heldSeq();
    }
    lastRefusedAt = now;
    refusedCall = c.id();
    refusedPeer = c.peer();
    refusal = new Refusal(why, retryAfter, null, "", "made-up");
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
      views.add(view(i + 1, holds.get(i)));
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
            List.of(),
            null,
            inTask,
            false,
            List.of(work(handed)));
  }

  private List<HandoverView> besides() {
    Phase phase = work;
    if (queued) {
      return List.of(
          new HandoverView(
              0, 0, "", 1, holds.size(), Awaited.NO, true, false, false, true, null, null));
    }
    if (phase == null) {
      return List.of();
    }
    ACall c =
        new ACall(
            99, "okhttp", OTHER_PROVIDER, phase, now - 5_000, now - 1_000, holds.size(), false);
    return List.of(
        new HandoverView(
            8, 88, "helper", 1, holds.size(), Awaited.NO, true, false, false, true, view(c), null));
  }

  private HandoverView work(Awaited awaited) {
    CallView inFlight = call == null || call.phase() == Phase.DONE ? null : view(call);
    return new HandoverView(
        7,
        77,
        "worker",
        1,
        holds.size(),
        awaited,
        true,
        doing == Doing.SLEEPING,
        toThread,
        true,
        inFlight,
        refusals());
  }

  private HoldView view(long seq, Made h) {
    boolean ownerless = h.ownerlessSince > 0;
    return new HoldView(
        seq,
        h.kind,
        title("/sessions/" + seq + ".jsonl.lock", h.takenBy),
        now - h.since,
        ownerless,
        ownerless ? now - h.ownerlessSince : 0,
        h.waiters,
        ownerless && abandoned,
        ownerless && seq <= refusedHeldSeq ? refusals() : null);
  }

  private static Title title(String name, @Nullable String takenBy) {
    return takenBy == null
        ? Title.of(name)
        : Title.of(name, new StackTraceElement(takenBy, "take", "A.java", 1));
  }

  private CallView view(ACall c) {
    boolean waits = c.phase() != Phase.DONE;
    return new CallView(
        c.id(),
        c.client(),
        "POST",
        c.peer(),
        c.phase(),
        c.id() == refusedCall ? 429 : 0,
        now - c.startedAt(),
        waits ? Math.max(1, now - c.lastByteAt()) : 0,
        1,
        c.heldSeq(),
        c.async(),
        false,
        c.id() == refusedCall ? refusal : null,
        c.async() ? awaited : Awaited.YES,
        keptAlive,
        author);
  }

  private @Nullable RefusalsView refusals() {
    Refusal last = refusal;
    return last == null
        ? null
        : new RefusalsView(
            last,
            refusedPeer,
            refusedPeer,
            429,
            refusals,
            now - firstRefusedAt,
            now - lastRefusedAt,
            1,
            refusedHeldSeq,
            refusedCall,
            author);
  }
}
