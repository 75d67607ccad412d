package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Settles between a holder and a remedy who of the two releases a hold, and keeps the former holder
 * from what was taken from it.
 *
 * <p>The remedy puts a claim up, sees the holder's thread outside every operation on the lock, and
 * only then takes it: with one compare-and-set, as the holder does that comes to the lock meanwhile
 * and keeps it. So exactly one of them has it. A claim on the hold of a task that still runs binds
 * that task, which is what a fence is; one on what an ended task left behind binds nobody, for the
 * thread's next task is innocent.
 */
public final class Claim {
  /** For how long a permit that was released by force may still come back, in credited time. */
  private static final long LONGEST_MILLIS = 600_000;

  private final long since = Ticks.now();

  private static final int UP = 0;
  private static final int KEPT = 1;
  private static final int TAKEN = 2;
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private static final AtomicIntegerFieldUpdater<Claim> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Claim.class, "state");
  private static final AtomicIntegerFieldUpdater<Claim> SURPLUS =
      AtomicIntegerFieldUpdater.newUpdater(Claim.class, "surplus");

  private final WeakReference<Object> key;
  private final ThreadRecord holder;
  private final Thread thread;
  private final Thread remedy = Thread.currentThread();
  private final long seq;
  private final long stamp;
  private final int task;
  private final long until;
  private final @Nullable String message;
  private final boolean counted;

  private volatile int state;
  private volatile int surplus;
  private volatile boolean settled;
  private volatile boolean lifted;

  private Claim(Object key, ThreadRecord holder, long seq, Terms terms) {
    this.key = new WeakReference<>(key);
    this.holder = holder;
    this.thread = holder.thread;
    this.seq = seq;
    this.stamp = terms.stamp();
    this.task = holder.task();
    this.until = terms.until();
    this.message = terms.message();
    this.surplus = terms.surplus();
    this.counted = terms.surplus() > 0;
  }

  /**
   * What a claim is about.
   *
   * @param stamp a StampedLock's stamp, 0 for other kinds
   * @param surplus how many permits or read holds a late release would give back once too often
   * @param message what the running task is told when it comes back to what was taken from it, or
   *     null where that task has ended
   * @param until outside a pool, where no task ends: until when, in credited milliseconds, a new
   *     acquisition is taken for the old task's
   */
  public record Terms(long stamp, int surplus, @Nullable String message, long until) {}

  /**
   * Puts a claim up on a hold of this thread's; the remedy's thread.
   *
   * @return null if there are as many as can be and each is needed: then nothing may be released
   */
  public static @Nullable Claim up(Object key, ThreadRecord holder, long seq, Terms terms) {
    Claim c = new Claim(key, holder, seq, terms);
    return Claims.add(c) ? c : null;
  }

  /** Takes the hold, unless its holder came to the lock first; the remedy's thread. */
  public boolean take() {
    return STATE.compareAndSet(this, UP, TAKEN);
  }

  /** Gives back what cannot be released after all; the remedy's thread, before it settles. */
  public void giveBack() {
    state = KEPT;
  }

  /** Says that what was to be done is done; the remedy's thread, once, whatever came of it. */
  public void settle() {
    if (state == TAKEN) {
      // A virtual thread that has been active keeps its record: the claim is of this thread.
      holder.active();
      holder.voided(seq);
    }
    settled = true;
    Claims.prune();
  }

  /** Whether the hold was taken from its holder. */
  public boolean isTaken() {
    return state == TAKEN;
  }

  /** Whether it is about this lock, and anybody's business but the remedy's own. */
  boolean isOn(Object lock) {
    return key.refersTo(lock) && Thread.currentThread() != remedy;
  }

  boolean isHolder(@Nullable ThreadRecord r) {
    return r == holder && r.thread == thread;
  }

  /** Whether its holder has it again by acquiring it once more. */
  boolean isReentrant() {
    return stamp == 0 && !counted;
  }

  /** Whether holds of it are counted, so that one cannot be told from another. */
  boolean isCounted() {
    return counted;
  }

  long stamp() {
    return stamp;
  }

  String message() {
    return message == null ? "" : message;
  }

  /** Somebody goes on with the lock: whether it is too late for that, as the hold was taken. */
  boolean cameTooLate() {
    if (STATE.compareAndSet(this, UP, KEPT) || state == KEPT) {
      return false;
    }
    awaitSettled();
    return state == TAKEN;
  }

  /** Whether this thread runs the task that the hold was taken from. */
  boolean binds(@Nullable ThreadRecord r) {
    return message != null && isHolder(r) && holder.task() == task;
  }

  /** Nobody is refused the lock any more. */
  void lift() {
    lifted = true;
  }

  /** Outside a pool no task ends: after this time what is acquired is taken for a new task's. */
  boolean mayHaveEnded() {
    return lifted || (!holder.hasTasks() && Ticks.now() > until);
  }

  /**
   * Whether nobody will come back for it any more. What another thread may give back in the
   * holder's stead is waited for, but not for ever: every lock operation asks the claims that are
   * up.
   */
  boolean isOver() {
    if (!settled) {
      return false;
    }
    boolean waited = Ticks.now() - since > LONGEST_MILLIS;
    return state != TAKEN || (hasEnded() && (surplus == 0 || waited)) || key.refersTo(null);
  }

  /**
   * Whether it can go where there is no room: its task has ended. What comes back late of the
   * permits that were released by force is then one too many.
   */
  boolean isDispensable() {
    return settled && hasEnded();
  }

  private boolean hasEnded() {
    return message == null || !thread.isAlive() || holder.task() != task;
  }

  /** Takes the claim back: its task has ended, and a new one acquires. */
  void end() {
    state = KEPT;
  }

  /** Tells of an act that was absorbed. */
  void absorbed(String act, Object lock) {
    Zombies.absorbed(holder, act, lock.getClass().getName());
  }

  /**
   * How many of so many releases of the lock are surplus: they count as done. Those of the former
   * holder are, and those of a thread that holds none itself: it may have been handed this one.
   */
  int absorbs(@Nullable ThreadRecord r, Object lock, int releases) {
    int most = (int) (binds(r) ? releases : releases - (r == null ? 0 : r.heldOf(lock)));
    if (most <= 0 || !cameTooLate()) {
      return 0;
    }
    while (true) {
      int s = surplus;
      int some = Math.min(s, most);
      if (some <= 0) {
        return 0;
      }
      if (SURPLUS.compareAndSet(this, s, s - some)) {
        return some;
      }
    }
  }

  /**
   * Waits for the remedy that is about to release: microseconds. Whoever waits here stands at the
   * gate, and counts as outside of the lock's operations.
   */
  private void awaitSettled() {
    long from = 0;
    while (!settled) {
      if (from == 0) {
        from = System.nanoTime();
      } else if (System.nanoTime() - from > PATIENCE_NANOS) {
        return;
      }
      Thread.onSpinWait();
    }
  }
}
