package dev.unjam.bridge;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one thread holds, waits for and may do.
 *
 * <p>The holds are written by the thread itself with plain stores and read by the watchdog without
 * a lock: the watchdog may see a torn state, which matters to nobody, because only a hold that has
 * not changed for seconds is ever acted on, and a handshake with the thread comes before the act.
 */
public final class ThreadRecord {
  private static final int MAX_DEPTH = 1024;
  private static final AtomicLong IDS = new AtomicLong();

  /** Names this record, and with a hold's number that hold, for the life of the JVM. */
  public final long id = IDS.incrementAndGet();

  /** The thread itself; the registry lets go of the record once the thread is dead. */
  public final Thread thread;

  /** The next record in the registry. */
  volatile @Nullable ThreadRecord next;

  /** The thread belongs to the agent: nothing that it does is recorded. */
  boolean exempt;

  /** The thread is inside a hook that may call instrumented code. */
  boolean inside;

  /** The synchronizer by which this thread's pool marks a running task, if it has one. */
  @Nullable Object worker;

  private int depth;
  private @Nullable Object[] locks = new @Nullable Object[4];
  private long[] since = new long[4];
  private long[] seqs = new long[4];
  private int[] tasks = new int[4];
  private long lastSeq;
  private int task;

  /** The last call that this thread began under a hold. */
  volatile @Nullable CallRecord call;

  /** The socket implementation that the thread is inside of. */
  volatile @Nullable Object socket;

  /** Since when it is inside, in credited milliseconds, and whether it writes. */
  volatile long socketSince;

  volatile boolean writing;

  volatile @Nullable Denial denial;
  volatile @Nullable Fence fence;

  /** The lock file that the thread last failed to create, since when, and when last. */
  volatile @Nullable String wanted;

  volatile long wantedSince;
  volatile long wantedAt;

  /** Set by a remedy that interrupted this thread: the flag that it left is ours to clear. */
  volatile boolean interruptedByUs;

  ThreadRecord(Thread thread) {
    this.thread = thread;
  }

  void push(Object lock) {
    int d = depth;
    if (d == locks.length && !grow()) {
      return;
    }
    locks[d] = lock;
    since[d] = Ticks.now();
    seqs[d] = ++lastSeq;
    tasks[d] = task;
    depth = d + 1;
  }

  /** Takes the newest entry for the lock away; whether there was one. */
  boolean pop(Object lock) {
    int d = depth;
    if (d > 0 && locks[d - 1] == lock) {
      depth = d - 1;
      locks[d - 1] = null;
      return true;
    }
    for (int i = d - 2; i >= 0; i--) {
      if (locks[i] == lock) {
        removeAt(i);
        return true;
      }
    }
    return false;
  }

  private void removeAt(int i) {
    int tail = depth - i - 1;
    System.arraycopy(locks, i + 1, locks, i, tail);
    System.arraycopy(since, i + 1, since, i, tail);
    System.arraycopy(seqs, i + 1, seqs, i, tail);
    System.arraycopy(tasks, i + 1, tasks, i, tail);
    depth--;
    locks[depth] = null;
  }

  private boolean grow() {
    int size = locks.length * 2;
    if (size > MAX_DEPTH) {
      return false;
    }
    since = Arrays.copyOf(since, size);
    seqs = Arrays.copyOf(seqs, size);
    tasks = Arrays.copyOf(tasks, size);
    locks = Arrays.copyOf(locks, size);
    return true;
  }

  /** Forgets leases that others have released meanwhile; on the thread itself. */
  void dropReleasedLeases() {
    for (int i = depth - 1; i >= 0; i--) {
      if (locks[i] instanceof LeaseRecord lease && lease.isReleased()) {
        removeAt(i);
      }
    }
  }

  /** The pool begins or ends a task; it clears the interrupt flag itself, whoever set it. */
  void taskBoundary() {
    task++;
    interruptedByUs = false;
  }

  /** How many entries the stack has; racy unless on the thread itself. */
  public int depth() {
    return depth;
  }

  /** The i-th entry's lock, or null where the entry has gone meanwhile. */
  public @Nullable Object lockAt(int i) {
    @Nullable Object[] all = locks;
    return i < all.length && i < depth ? all[i] : null;
  }

  /** The i-th entry's number, unique within this record. */
  public long seqAt(int i) {
    long[] all = seqs;
    return i < all.length ? all[i] : 0;
  }

  /** When the i-th entry was taken, in credited milliseconds. */
  public long sinceAt(int i) {
    long[] all = since;
    return i < all.length ? all[i] : 0;
  }

  /** Whether the task that took the i-th entry has ended while the entry stayed. */
  public boolean taskEndedAt(int i) {
    int[] all = tasks;
    return i < all.length && all[i] != task;
  }

  /** Whether the entry is a hold of the host's rather than the mark of a pool's running task. */
  public boolean isHold(int i) {
    Object lock = lockAt(i);
    return lock != null
        && lock != worker
        && !(lock instanceof LeaseRecord lease && lease.isReleased());
  }

  /** The number of the newest entry ever pushed. */
  public long lastSeq() {
    return lastSeq;
  }

  /** The running task's number; changes whenever a task of the thread's pool begins or ends. */
  public int task() {
    return task;
  }

  /** Whether the thread holds anything of the host's. */
  boolean holdsAnything() {
    for (int i = 0; i < depth; i++) {
      if (isHold(i) && !taskEndedAt(i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the hold with this number is still there, and its task still runs. */
  public boolean stillHolds(long seq) {
    for (int i = 0; i < depth; i++) {
      if (seqAt(i) == seq) {
        return isHold(i) && !taskEndedAt(i);
      }
    }
    return false;
  }

  /** The denial that binds right now, or null. */
  public @Nullable Denial denial() {
    Denial d = denial;
    return d != null && Bridge.isOn() && stillHolds(d.holdSeq()) ? d : null;
  }

  /** Denies the thread everything further under a hold, or lifts that (null). */
  public void deny(@Nullable Denial d) {
    denial = d;
  }

  /** The last call that the thread began under a hold, or null. */
  public @Nullable CallRecord call() {
    return call;
  }

  /** The socket implementation that the thread is inside of right now, or null. */
  public @Nullable Object socket() {
    return socket;
  }

  /** Since when it is inside a socket, in credited milliseconds. */
  public long socketSince() {
    return socketSince;
  }

  /** Whether it writes to the socket that it is inside of. */
  public boolean writesToSocket() {
    return socket != null && writing;
  }

  /** What the thread may no longer touch, or null. */
  public @Nullable Fence fence() {
    return fence;
  }

  /** Sets what the thread may no longer touch. */
  public void fence(@Nullable Fence f) {
    fence = f;
  }

  /** The lock file that the thread last tried in vain to create, or null. */
  public @Nullable String wanted() {
    return wanted;
  }

  /** When the thread first tried, in credited milliseconds. */
  public long wantedSince() {
    return wantedSince;
  }

  /** When the thread last tried, in credited milliseconds. */
  public long wantedAt() {
    return wantedAt;
  }

  /** Says that the interrupt that follows is ours. */
  public void markInterrupted() {
    interruptedByUs = true;
  }
}
