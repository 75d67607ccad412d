package dev.unjam.bridge;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** What one thread holds, waits for and may do. */
public final class ThreadRecord extends Holdings {
  private static final AtomicLong IDS = new AtomicLong();

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final AtomicReferenceFieldUpdater<ThreadRecord, @Nullable Activity> ACTIVITY =
      (AtomicReferenceFieldUpdater)
          AtomicReferenceFieldUpdater.newUpdater(ThreadRecord.class, Activity.class, "activity");

  /** Names this record, and with a hold's number that hold, for the life of the JVM. */
  public final long id = IDS.incrementAndGet();

  /**
   * The thread itself; the registry lets go of the record once the thread is dead. Written by the
   * registry alone: a virtual thread that holds nothing leaves its record to another. The numbers
   * of holds go on then, so that a hold is never taken for one of another thread's.
   */
  public Thread thread;

  /** Whether the thread is a virtual one: it is registered only while it holds something. */
  final boolean virtual;

  /** The thread belongs to the agent: nothing that it does is recorded. */
  boolean exempt;

  /** Neither exempt nor a virtual thread that leaves its record: most are so, in one look. */
  boolean plain;

  /** The thread is inside a hook that may call instrumented code. */
  boolean inside;

  /** Inside of what begins a client's call: what is handed over there is that call. On it. */
  boolean sending;

  /** How many calls of known clients the thread is inside of that are not recorded. */
  int knownClients;

  /** The write fences that are up for what it lost. Written under {@link WriteFences}. */
  volatile WriteFence[] fences = WriteFences.NONE;

  /** The request line that it has begun to write to a socket; its own thread's. */
  @Nullable LineStart lineStart;

  /** Set by a remedy that interrupted this thread: the flag that it left is ours to clear. */
  volatile boolean interruptedByUs;

  /** An event loop: what it holds keeps nobody waiting for what it asks for. On the thread. */
  boolean loop;

  /** How many flows threads had been given when this one was last seen to have none; on it. */
  long noFlowSince = -1;

  /** Until the clock moves on from here, no more sites are sampled on this thread. */
  long sampledTick;

  /** When its sites were last sampled, and the number of the hold that was first. */
  long sampledAt;

  long sampledSeq;

  /** A virtual thread's record that stays in the registry until that thread is dead. */
  boolean stays;

  /** Where it stands in the registry, null if it does not; written by the thread itself. */
  @Nullable Slots slots;

  int slot;

  private volatile @Nullable Activity activity;

  ThreadRecord(Thread thread, boolean virtual) {
    this.thread = thread;
    this.virtual = virtual;
    this.plain = !virtual;
  }

  /** The calls, sockets and bans of this thread, made at the first need. */
  Activity active() {
    Activity a = activity;
    if (a != null) {
      return a;
    }
    Activity made = new Activity();
    return ACTIVITY.compareAndSet(this, null, made) ? made : active();
  }

  /** Whether the thread ever did more than to take and release. */
  boolean wasActive() {
    return activity != null;
  }

  /** Adds a hold of a kind that has no number of its own; on the thread itself. */
  void push(Object lock) {
    sampled(push(lock, false, Ticks.now()));
  }

  /** The same for one of the JDK's own exclusive locks that the thread did not take just before. */
  void pushOrdinary(Object lock) {
    sampled(push(lock, true, Ticks.now()));
  }

  private void sampled(boolean pushed) {
    long now = Ticks.now();
    if (pushed && now != sampledTick) {
      Sites.sample(this, now);
    }
  }

  /** Makes this the newest hold, in the place of the one of the same lock; on the thread itself. */
  void renew(Object lock, long extra) {
    int i = newest(lock);
    if (i >= 0) {
      removeAt(i);
    }
    pushWith(lock, extra);
  }

  /** Adds a hold with its kind's own number; on the thread itself. */
  void pushWith(Object lock, long extra) {
    extraAt(depth(), extra);
    push(lock);
  }

  void exempt() {
    exempt = true;
    plain = false;
    forgetLatest();
  }

  /**
   * Does as {@link #unmute()} on the thread itself, and nothing on another one, which may have got
   * the record of a virtual thread that is gone.
   */
  void unmuteMine() {
    if (thread == Thread.currentThread()) {
      unmute();
    }
  }

  /** Whether it can be told where the thread's tasks end: in a pool, and with a virtual thread. */
  public boolean hasTasks() {
    return pooled || virtual;
  }

  /** The pool begins or ends a task; it clears the interrupt flag itself, whoever set it. */
  void taskBoundary() {
    taskBoundary(0);
  }

  /** The same; what has a number up to this one and was left by no task belongs to none. */
  void taskBoundary(long upTo) {
    pooled = true;
    neverMuted();
    nextTask(upTo);
    interruptedByUs = false;
    dropVoided();
    if (depth() > 0) {
      HoldCounts.note(this);
    }
  }

  /** The denial that binds right now, or null. */
  public @Nullable Denial denial() {
    Activity a = activity;
    Denial d = a == null ? null : a.denial;
    return d != null && Bridge.isOn() && stillHolds(d.holdSeq()) ? d : null;
  }

  /** The denial that was set, whether it binds or not. */
  @Nullable Denial denialSet() {
    Activity a = activity;
    return a == null ? null : a.denial;
  }

  /** The denial that was set, if that was at most so long ago. */
  @Nullable Denial deniedWithin(long millis) {
    Activity a = activity;
    return a == null || Ticks.now() - a.deniedAt > millis ? null : a.denial;
  }

  /** When a denial was last set or lifted, in credited milliseconds. */
  long deniedAt() {
    Activity a = activity;
    return a == null ? 0 : a.deniedAt;
  }

  /** The denial that binds this thread right now, its own or that of whom it works for; on it. */
  @Nullable Denial boundBy() {
    Denial own = denial();
    Flow f = own == null ? FlowHooks.running(this) : null;
    return f == null ? own : f.denial();
  }

  /** Denies the thread everything further under a hold, or lifts that (null). */
  public void deny(@Nullable Denial d) {
    if (d != null || activity != null) {
      active().deniedAt = Ticks.now();
      active().denial = d;
    }
  }

  /** Lifts the denial of a hold that is still there: one that has gone binds flows alone. */
  public void lift() {
    Denial d = denialSet();
    if (d != null && has(d.holdSeq())) {
      deny(null);
    }
  }

  /** The last call that the thread began under a hold, or null. */
  public @Nullable CallRecord call() {
    Activity a = activity;
    return a == null ? null : a.call;
  }

  /** The socket implementation that the thread is inside of right now, or null. */
  public @Nullable Object socket() {
    Activity a = activity;
    return a == null ? null : a.socket();
  }

  /** Whether the thread is writing to a socket right now. */
  public boolean isWriting() {
    Activity a = activity;
    return a != null && a.isInSocket() && a.writing;
  }

  /** Since when it is inside a socket, in credited milliseconds. */
  public long socketSince() {
    Activity a = activity;
    return a == null ? 0 : a.socketSince;
  }

  /** What the thread may no longer touch, or null. */
  public @Nullable Fence fence() {
    Activity a = activity;
    return a == null ? null : a.fence;
  }

  /** Sets what the thread may no longer touch. */
  public void fence(@Nullable Fence f) {
    if (f != null || activity != null) {
      active().fence = f;
    }
  }

  /** The lock file that the thread last tried in vain to create, or null. */
  public @Nullable String wanted() {
    Activity a = activity;
    return a == null ? null : a.wanted;
  }

  /** When the thread first tried, in credited milliseconds. */
  public long wantedSince() {
    Activity a = activity;
    return a == null ? 0 : a.wantedSince;
  }

  /** When the thread last tried, in credited milliseconds. */
  public long wantedAt() {
    Activity a = activity;
    return a == null ? 0 : a.wantedAt;
  }

  /** What the work that this thread is at carries along, or null; on the thread itself. */
  @Nullable Flow flow() {
    Activity a = activity;
    return a == null ? null : a.flow;
  }

  /** The thread is at work that carries this along, or nothing; on the thread itself. */
  void flow(@Nullable Flow f) {
    if (f != null || activity != null) {
      active().flow = f;
    }
  }

  /** Another thread has begun a call for this one; on that thread. */
  void carries(Flow flow, Flow root, CallRecord call) {
    active().carries(flow, root, call);
  }

  /** Takes the calls that others have begun for this thread, latest first; the watchdog's only. */
  public @Nullable Carried takeCarried() {
    Activity a = activity;
    return a == null ? null : a.takeCarried();
  }

  /** Says that the interrupt that follows is ours. */
  public void markInterrupted() {
    interruptedByUs = true;
  }
}
