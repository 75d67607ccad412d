package dev.unjam.stress;

import dev.unjam.bridge.LockRevokedException;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.Hold;
import dev.unjam.engine.remedy.Release;
import dev.unjam.engine.remedy.ReleaseKinds;
import dev.unjam.engine.track.Synchronizers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * One lock that its owner goes on with at the very instant in which a remedy takes it away, while a
 * third thread is queued for it.
 *
 * <p>Whatever the owner does, it either keeps the lock or is kept from it from then on: its late
 * unlock is absorbed, and it is refused the lock. No two threads hold it at once, the queued one
 * gets it, and in the end it is free.
 */
public abstract class ForcedRelease {
  private static final Synchronizers SYNCHRONIZERS = Synchronizers.open();
  private static final ReleaseKinds KINDS = new ReleaseKinds(SYNCHRONIZERS);
  private static final Aim AIM = new Aim();
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

  @SuppressWarnings("NonFinalStaticField")
  private static volatile NextInLine next = NextInLine.start();

  private final Lock lock;
  private final Object key;
  private final Release release;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile @Nullable Hold held;
  private volatile boolean twoOwners;
  private volatile boolean served;
  private volatile boolean lost;

  static {
    Records.awaitAgent();
  }

  /** A race about this lock, which has its synchronizer in a field {@code sync}. */
  ForcedRelease(Lock lock) {
    this(lock, TrackedLock.of(lock).sync());
  }

  /**
   * A race about a lock.
   *
   * @param key the object by which the agent knows it
   */
  ForcedRelease(Lock lock, Object key) {
    this.lock = lock;
    this.key = key;
    this.release = KINDS.of(key);
  }

  /** The owner takes the lock, sees the next one queue for it, and lets the remedy begin. */
  final void hold() {
    lock.lock();
    next.take(this::beServed);
    while (!isAwaited()) {
      Aim.giveWay();
    }
    ThreadRecord mine = Records.mine();
    held = Hold.of(mine, mine.seqAt(Records.indexOf(mine, key)), "taken from you", Long.MAX_VALUE);
    AIM.pause();
  }

  /** Whether the next one is queued. */
  boolean isAwaited() {
    return key instanceof AbstractQueuedSynchronizer s
        ? s.hasQueuedThreads()
        : key instanceof AbstractQueuedLongSynchronizer l && l.hasQueuedThreads();
  }

  private void beServed() {
    lock.lock();
    try {
      inCriticalSection();
    } finally {
      lock.unlock();
    }
    served = true;
  }

  /** To be called by whoever holds the lock by an acquisition that nobody takes away. */
  final void inCriticalSection() {
    if (inside.incrementAndGet() != 1) {
      twoOwners = true;
    }
    for (int i = 0; i < 8; i++) {
      Thread.onSpinWait();
    }
    inside.decrementAndGet();
  }

  /** The owner's own unlock, absorbed where the lock was taken from it: it never throws. */
  final String unlock() {
    try {
      lock.unlock();
      return "unlocked";
    } catch (IllegalMonitorStateException e) {
      return "unlock failed";
    }
  }

  /** Whether a thread of the host can go on with this: not with what was taken from it. */
  static boolean isAllowed(Runnable what) {
    try {
      what.run();
      return true;
    } catch (LockRevokedException e) {
      return false;
    }
  }

  /** The remedy, as soon as the owner holds the lock: done, or gone. */
  final String release() {
    Hold from = held;
    while (from == null) {
      Aim.giveWay();
      from = held;
    }
    Attempt attempt = attempt(from);
    if (attempt instanceof Attempt.Done) {
      AIM.tooLate();
      return "done";
    }
    AIM.tooEarly();
    return attempt instanceof Attempt.Gone ? "gone" : attempt.toString();
  }

  private Attempt attempt(Hold from) {
    try {
      return release.release(from);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the queued thread has had its turn; both sides call it as their last act. */
  final void leave() {
    long from = System.nanoTime();
    while (!served && !lost) {
      if (System.nanoTime() - from > PATIENCE) {
        lost = true;
        next = NextInLine.start();
      }
      Aim.giveWay();
    }
  }

  /** What is left of it when everybody is through: free, or what must not be. */
  final String end() {
    if (lost) {
      return "waiter lost";
    }
    if (twoOwners) {
      return "two owners";
    }
    return isFree() ? "free" : "left locked";
  }

  /** Whether nobody holds it and nobody waits for it. */
  boolean isFree() {
    return SYNCHRONIZERS.state(key) == 0 && !isAwaited();
  }
}
