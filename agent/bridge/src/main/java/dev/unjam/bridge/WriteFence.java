package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Keeps who lost a lock file from writing to the transcript that it guards.
 *
 * <p>It binds the task that held the lock, and the work that this task handed over while it did or
 * has handed over since. It binds nobody who has taken the lock anew or works for whoever has. It
 * stays as long as the task may come back, and costs nobody else anything: see {@link WriteFences}.
 * Outside a pool, where nobody tells that the task has ended, it stays until {@link Loss} takes the
 * turn to be over, the thread dies or has taken the lock anew.
 */
public final class WriteFence {
  /** Of a hold that has ended meanwhile: it binds nobody. */
  private static final int NO_TASK = -1;

  private final LeaseRecord lock;
  private final ThreadRecord owner;
  private final Thread thread;
  private final int task;
  private final long seq;
  private final String path;
  private final String realPath;
  private final String message;
  private final String incident;
  private final long lateMillis;

  /** Until when the task itself is bound, in credited milliseconds; 0 once it is over. */
  private volatile long until;

  /** What was handed over late has come to be a turn of its own, which has taken the lock. */
  private volatile boolean served;

  /** The first of a chain of old work that has taken the lock anew, or null. */
  private volatile @Nullable Flow freed;

  private volatile boolean told;

  /**
   * Makes one that is not up yet.
   *
   * @param seq the number of the hold that was taken away
   * @param orphan whether the task that held it has ended: then its handed over work alone is bound
   * @param path the transcript's absolute path
   * @param realPath the same with all links resolved
   * @param message what the host is told
   * @param incident the id of the incident that it belongs to
   * @param lateMillis how long work without a call of its own is refused after the first time; and
   *     how long a thread outside a pool, where no task ends, is taken to be still at the same task
   *     after work that it handed over has taken the lock anew
   */
  public WriteFence(
      LeaseRecord lock,
      long seq,
      boolean orphan,
      String path,
      String realPath,
      String message,
      String incident,
      long lateMillis) {
    this.lock = lock;
    this.owner = lock.owner();
    this.thread = owner.thread;
    HoldEntries.Entry held = owner.hold(seq);
    this.task = held == null ? NO_TASK : held.task();
    this.seq = seq;
    this.path = path;
    this.realPath = realPath;
    this.message = message;
    this.incident = incident;
    this.lateMillis = lateMillis;
    this.until = orphan ? 0 : Long.MAX_VALUE;
  }

  /** The record of the thread that lost the lock. */
  public ThreadRecord owner() {
    return owner;
  }

  /** The lock that was lost. */
  LeaseRecord lock() {
    return lock;
  }

  /** What the host is told. */
  String message() {
    return message;
  }

  /** The transcript's absolute path. */
  public String path() {
    return path;
  }

  /** The id of the incident that it belongs to. */
  public String incident() {
    return incident;
  }

  /** Whether the task that lost the lock is bound itself; any thread. */
  public boolean bindsOwner() {
    return until > Ticks.now()
        && owner.thread == thread
        && owner.task() == task
        && !lock.loss.isOver()
        && thread.isAlive();
  }

  /** Whether work that carries this flow is bound, whichever thread does it; any thread. */
  public boolean binds(Flow f) {
    if (!f.isErrand() || f.mayServeOthers(lateMillis)) {
      return false;
    }
    return isLate(f) || (isOld(f) && f.root() != freed);
  }

  /** Whether it was handed over by whom the fence bound by then. */
  private boolean isLate(Flow f) {
    return f.fence == this && !served;
  }

  /** Whether it was handed over while the lock was held. */
  private boolean isOld(Flow f) {
    return f.holder == owner && f.underSeq <= seq && seq <= f.heldSeq;
  }

  /** Whether this thread is bound right now, at this work; on that thread. */
  boolean binds(ThreadRecord r, @Nullable Flow work) {
    if (work == null && r != owner) {
      return false;
    }
    ThreadRecord next = nextHolder();
    if (next == r) {
      return false;
    }
    for (Flow f = work; f != null; f = f.from) {
      if (isOfNow(f, next)) {
        return false;
      }
      if (binds(f)) {
        return true;
      }
    }
    return r == owner && bindsOwner();
  }

  private @Nullable ThreadRecord nextHolder() {
    LeaseRecord next = LeaseHooks.heldNow(lock.path());
    return next == null || next == lock || next.isReleased() ? null : next.owner();
  }

  /** What the work that the thread is at carries along, or null; on that thread. */
  static @Nullable Flow flow(ThreadRecord r) {
    Flow f = r.flow();
    return f == null ? Flows.of(Thread.currentThread()) : f;
  }

  /** Whether this thread is at work that this holder handed over; on that thread. */
  static boolean isAtWorkFor(ThreadRecord r, ThreadRecord holder) {
    for (Flow f = flow(r); f != null; f = f.from) {
      if (isOfNow(f, holder)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it was handed over under what this holder holds now, not under what it once held. */
  private static boolean isOfNow(Flow f, @Nullable ThreadRecord holder) {
    return f.holder == holder && !f.isVoid();
  }

  /** Whether work of the former holder has come to be a turn of its own: any may serve that. */
  boolean hasServed() {
    return served || freed != null;
  }

  /** See {@link Flow#isForItsHolderAlone}, of the work that this thread is at; on that thread. */
  static boolean isForItsHolderAlone(ThreadRecord r, long at) {
    Flow f = flow(r);
    return f != null && f.isForItsHolderAlone(at);
  }

  /** Whether this is the transcript, by a path with links or by one without. */
  boolean guards(String file) {
    return file.equals(realPath) || file.equals(path);
  }

  /** What the host is told of its write; reported once. */
  QuotaExceededException refusal(ThreadRecord r) {
    for (Flow f = flow(r); f != null; f = f.from) {
      if (binds(f)) {
        f.refused();
      }
    }
    if (!told) {
      told = true;
      Zombies.absorbed(r, "write", path, incident);
    }
    return new QuotaExceededException(message, null);
  }

  /** The thread has taken the lock anew: what it does from now on is another turn. */
  void takenAnew(ThreadRecord r, LeaseRecord taken) {
    if (!taken.path().equals(lock.path())) {
      return;
    }
    if (r == owner) {
      until = 0;
      lock.loss.end();
      return;
    }
    for (Flow f = flow(r); f != null; f = f.from) {
      if (isLate(f)) {
        served = true;
        endsSoon();
      } else if (isOld(f)) {
        freed = f.root();
      }
    }
  }

  /** Outside a pool: it is at another turn by now, but for what follows at once. */
  private void endsSoon() {
    if (!Fence.tellsTasks(owner)) {
      until = Math.min(until, Ticks.now() + lateMillis);
    }
  }
}
