package dev.unjam.bridge;

import java.nio.channels.FileLock;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Tells which of a thread's entries are holds of the host's that are still there. */
public class Holdings extends HoldStack {
  private static final AtomicReferenceFieldUpdater<Holdings, long @Nullable []> VOIDED =
      AtomicReferenceFieldUpdater.newUpdater(Holdings.class, long[].class, "voided");

  /** The synchronizer by which this thread's pool marks a running task, if it has one. */
  @Nullable Object worker;

  /** A task of some pool has begun or ended on this thread: the next one will be seen to. */
  boolean pooled;

  /** The numbers of holds that were released by force while their entries are still there. */
  private volatile long @Nullable [] voided;

  Holdings() {}

  /** The thread is a pool's, and this the synchronizer that marks each of its tasks. */
  final void isWorkedBy(Object synchronizer) {
    worker = synchronizer;
    places.keep(synchronizer);
  }

  /** Forgets leases that others have released meanwhile; on the thread itself. */
  final void dropReleasedLeases() {
    for (int i = depth() - 1; i >= 0; i--) {
      if (lockAt(i) instanceof LeaseRecord lease && lease.isReleased()) {
        removeAt(i);
      }
    }
  }

  /** Forgets the permits that others give back; on the thread itself. */
  final void dropHandedOver() {
    for (int i = depth() - 1; i >= 0; i--) {
      if (lockAt(i) instanceof Semaphore s && HandOvers.isHandedOver(s)) {
        removeAt(i);
      }
    }
  }

  /** Whether the thread is known to run no task of its pool's right now; racy. */
  public final boolean isIdle() {
    Object w = worker;
    return w != null && newest(w) < 0;
  }

  /** Whether the entry is a hold of the host's rather than the mark of a pool's running task. */
  public final boolean isHold(int i) {
    Object lock = lockAt(i);
    return lock != null && isHold(lock, seqAt(i), extraAt(i));
  }

  private boolean isHold(Object lock, long seq, long extra) {
    if (lock == worker || isVoided(seq)) {
      return false;
    }
    return Places.isOrdinary(lock) || !isOver(lock, extra);
  }

  private static boolean isOver(Object lock, long extra) {
    if (lock instanceof LeaseRecord lease) {
      return lease.isReleased();
    }
    return lock instanceof FileLock file ? !file.isValid() : HandOvers.isVoid(lock, extra);
  }

  private boolean isVoided(long seq) {
    long[] all = voided;
    for (int i = 0; all != null && i < all.length; i++) {
      if (all[i] == seq) {
        return true;
      }
    }
    return false;
  }

  /** This hold was released by force; the remedy's thread. Its entry goes when the thread can. */
  final void voided(long seq) {
    long[] before;
    long[] more;
    do {
      before = voided;
      more = before == null ? new long[1] : Arrays.copyOf(before, before.length + 1);
      more[more.length - 1] = seq;
    } while (!VOIDED.compareAndSet(this, before, more));
  }

  /** Takes the entries away that are void; on the thread itself. */
  final void dropVoided() {
    long[] all = voided;
    if (all == null) {
      return;
    }
    for (int i = depth() - 1; i >= 0; i--) {
      if (isVoided(seqAt(i))) {
        removeAt(i);
      }
    }
    // One that was added meanwhile stays, and with it the numbers of entries that are gone.
    VOIDED.compareAndSet(this, all, null);
  }

  /** How many holds or permits of this lock the thread has that were not taken from it. */
  final long heldOf(Object lock) {
    long own = 0;
    for (int i = 0; i < depth(); i++) {
      if (lockAt(i) == lock && isHold(i)) {
        own += Math.max(1, lock instanceof Semaphore ? (int) extraAt(i) : 1);
      }
    }
    return own;
  }

  /** Whether the thread holds anything of the host's that others do not give back in its stead. */
  final boolean holdsAnything() {
    for (int i = 0; i < depth(); i++) {
      Object lock = lockAt(i);
      if (lock != null
          && mayBeOfItsOwn(i)
          && isHold(i)
          && !taskEndedAt(i)
          && !HandOvers.isHandedOver(lock)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the thread holds anything that does not go along with the work that it hands over. A
   * permit mostly does: whoever does the work gives it back.
   */
  final boolean holdsOfItsOwn() {
    for (int i = 0; i < depth(); i++) {
      if (mayBeOfItsOwn(i) && isHold(i) && !taskEndedAt(i) && !(lockAt(i) instanceof Semaphore)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the entry is neither a lock of a library's inner workings nor the mark of the pool's
   * running task; on the thread itself. That is found out at once: a pool's thread that is inside
   * of a library, as HTTP clients' are, has nothing else, and is asked with each stage it makes.
   */
  private boolean mayBeOfItsOwn(int i) {
    return !isInner(i) && !isOf(i, worker);
  }

  /** Whether the hold with this number is still there, and its task still runs. */
  public final boolean stillHolds(long seq) {
    Entry e = hold(seq);
    return e != null && !e.taskEnded();
  }

  /** Whether the hold with this number is still there, be its task over or not. */
  public final boolean has(long seq) {
    return hold(seq) != null;
  }

  /** The hold with this number, or null if it is over; any thread. */
  public final @Nullable Entry hold(long seq) {
    Entry e = entry(seq);
    return e != null && isHold(e.lock(), seq, e.extra()) ? e : null;
  }
}
