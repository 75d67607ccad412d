package dev.unjam.bridge;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work carries along that a thread handed over while it held something: whose holds
 * they were.
 *
 * <p>Work that is handed on from work carries the same. A flow is void once the hold that it began
 * under has gone: a background task that outlives the hold is nobody's any more. Only an SDK that
 * tries again by itself what its denied caller was freed from is held to the denial a while longer:
 * nobody waits for that answer.
 */
public final class Flow extends FlowCalls {
  /** Work that submits itself again and again is no holder's errand, but a loop. */
  private static final int LONGEST = 16;

  /** For so long after a denial nothing is tried again for a caller who has gone. */
  private static final long ORPHANED_MILLIS = 60_000;

  private static final AtomicReferenceFieldUpdater<Flow, @Nullable ThreadRecord> RUNNER =
      AtomicReferenceFieldUpdater.newUpdater(Flow.class, ThreadRecord.class, "runner");

  /** The holder. */
  public final ThreadRecord holder;

  /** The holds that it began under: from this number on they belong to the turn. */
  public final long underSeq;

  /** Up to this number they were there when the work was handed over. */
  public final long heldSeq;

  /** The newest of them: once it has ended, the flow is void. */
  public final long topSeq;

  /** The flow of the work that handed this on, or null. */
  public final @Nullable Flow from;

  /** A write fence that bound whoever handed this over, or null. */
  final @Nullable WriteFence fence;

  /** The identity hash of the work. */
  final int hash;

  private final int length;
  private final @Nullable Reference<Object> promise;
  private volatile @Nullable ThreadRecord runner;
  private volatile boolean done;

  /** When a write fence first refused it a write, in credited milliseconds; 0 before. */
  private volatile long refusedAt;

  /** When this, or what was handed on from it, asked last while a fence was up; of a root alone. */
  private volatile long askedAt;

  private Flow(
      Object work,
      @Nullable Object promise,
      ThreadRecord holder,
      long underSeq,
      long heldSeq,
      long topSeq,
      @Nullable Flow from,
      @Nullable WriteFence fence) {
    super(work);
    this.hash = System.identityHashCode(work);
    this.promise = promise == null ? null : new WeakReference<>(promise);
    this.holder = holder;
    this.underSeq = underSeq;
    this.heldSeq = heldSeq;
    this.topSeq = topSeq;
    this.from = from;
    this.fence = fence;
    this.length = from == null ? 1 : from.length + 1;
  }

  /** The flow of work that this thread hands over now, or null if it has nothing to carry. */
  static @Nullable Flow of(
      Object work, @Nullable Object promise, @Nullable ThreadRecord r, @Nullable Flow running) {
    Flow from = running == null || running.isVoid() ? null : running;
    if (from != null && from.length >= LONGEST) {
      return null;
    }
    WriteFence fence = WriteFences.of(r);
    if (r != null && r.holdsOfItsOwn()) {
      long top = CallHooks.newestHold(r);
      if (CallHooks.isYoung(r, top)) {
        long under = CallHooks.oldestOfTurn(r);
        return new Flow(work, promise, r, under, r.lastSeq(), top, from, fence);
      }
    }
    if (from != null) {
      return new Flow(
          work, promise, from.holder, from.underSeq, from.heldSeq, from.topSeq, from, fence);
    }
    // Of no hold at all: void for everybody but the fence.
    return fence == null ? null : new Flow(work, promise, fence.owner(), 0, 0, 0, null, fence);
  }

  /**
   * The calling thread begins with the work; a stage of a CompletableFuture may be begun with by
   * the thread that passes it to its executor, too.
   *
   * @return false if it is done, or the thread is the holder itself
   */
  boolean begins(ThreadRecord by) {
    if (done || by == holder) {
      return false;
    }
    runner = by;
    return true;
  }

  /** The thread leaves the work for now. */
  void pauses(ThreadRecord by) {
    RUNNER.compareAndSet(this, by, null);
  }

  /** The work is done, or was given up. */
  void ends() {
    done = true;
    runner = null;
  }

  /** Whether it has ended, was collected, or its hold has gone; any thread. */
  public boolean isVoid() {
    return done || get() == null || (!holder.has(topSeq) && orphaned() == null);
  }

  /** Whether some write fence binds the work, which is still to be done; any thread. */
  boolean isFenced() {
    return WriteFences.any() && isToBeDone() && WriteFences.bind(this);
  }

  /** Whether the work has neither ended nor been collected; any thread. */
  boolean isToBeDone() {
    return !done && get() != null;
  }

  /** A write fence has refused it a write; on the thread that is at it. */
  void refused() {
    if (refusedAt == 0) {
      refusedAt = Ticks.now();
    }
  }

  /**
   * Whether it was refused so long ago, and goes on, without ever having made a call for the
   * holder: it may be a loop that writes for everybody, which the holder happened to start.
   */
  boolean mayServeOthers(long millis) {
    long at = refusedAt;
    return at != 0 && Ticks.now() - at > millis && root().newest() == null;
  }

  /**
   * Whether it is a piece of work rather than a thread that may serve everybody from then on: of a
   * thread that is known once it has made a call for the holder.
   */
  boolean isErrand() {
    return !isThread() || root().newest() != null;
  }

  /** It asks for something, be that recorded or not; on the thread that is at it. */
  void asks() {
    root().askedAt = Ticks.now();
  }

  /**
   * Whether all that it ever does is for its holder, as far as can be told: it is a stage of a
   * CompletableFuture, or the task of one that has made a call, and asked for nothing since this
   * time, in credited milliseconds. A thread, or what an executor runs, may be a loop that serves
   * all; any thread.
   */
  boolean isForItsHolderAlone(long at) {
    if (!(get() instanceof AsynchronousCompletionTask task)) {
      return false;
    }
    Flow root = root();
    CallRecord last = root.newest();
    boolean called = last != null && last.startedAt < at && root.askedAt < at;
    return called || !task.getClass().getName().contains("$Async");
  }

  /** The thread that is at the work right now, or null; any thread. */
  public @Nullable ThreadRecord runner() {
    return runner;
  }

  /** Whether a thread is at work for this holder, and this work is it or led to it; any thread. */
  public boolean isRunBy(ThreadRecord worker, ThreadRecord whose) {
    boolean his = false;
    for (Flow f = this; f != null; f = f.from) {
      his |= f.holder == whose;
    }
    return his && runner == worker;
  }

  @Override
  public Flow root() {
    Flow root = this;
    for (Flow f = from; f != null && f.holder == holder; f = f.from) {
      root = f;
    }
    return root;
  }

  /** Whether the work is a thread of its own rather than a task. */
  public boolean isThread() {
    return get() instanceof Thread;
  }

  /** The future that the work completes, where it is another object; or null. */
  public @Nullable Object promise() {
    return promise == null ? null : promise.get();
  }

  /** Whether there was one that was collected: work that is still to be done would keep it. */
  public boolean isPromiseGone() {
    return promise != null && promise.get() == null;
  }

  /** The denial that binds whoever does work for a denied holder, or null. */
  @Nullable Denial denial() {
    for (Flow f = this; f != null; f = f.from) {
      Denial d = f.holder.denialSet();
      if (d != null && f.underSeq <= d.holdSeq() && d.holdSeq() <= f.heldSeq) {
        boolean binds = f.holder.has(d.holdSeq()) || f.orphaned() != null;
        return Bridge.isOn() && binds ? d : null;
      }
    }
    return null;
  }

  /**
   * The denial under which the hold ended, if what this work had asked for by then has failed; or
   * null. What it asked for later is another matter, though it was handed over under an older hold
   * of the same turn.
   */
  private @Nullable Denial orphaned() {
    Denial d = holder.deniedWithin(ORPHANED_MILLIS);
    CallRecord last = d == null ? null : root().newest();
    if (d == null || last == null || d.holdSeq() < underSeq || heldSeq < d.holdSeq()) {
      return null;
    }
    boolean failed = last.hasFailed() || last.status() >= 400;
    boolean meant = d.equals(last.endedBy()) || last.startedAt <= holder.deniedAt();
    return failed && meant && d.binds(last.peer) ? d : null;
  }

  /** Whether a denial binds it whose hold has ended; any thread. */
  public boolean isOrphaned() {
    return !done && !holder.has(topSeq) && orphaned() != null;
  }

  /** What it failed in is given up: what it does from now on is nobody's; any thread. */
  public void startsAfresh() {
    root().newest(null);
  }

  /** Puts a call that the calling thread begins under the holds of each holder it is made for. */
  void carry(CallRecord call) {
    root().newest(call);
    ThreadRecord last = call.owner;
    for (Flow f = this; f != null; f = f.from) {
      if (f.holder != last && f.holder != call.owner) {
        f.holder.carries(this, f, call);
      }
      last = f.holder;
    }
  }
}
