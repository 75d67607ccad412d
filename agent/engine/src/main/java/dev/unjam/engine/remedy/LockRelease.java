package dev.unjam.engine.remedy;

import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.track.Synchronizers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Releases an exclusive lock whose owner is dead or idle, by taking the owner's place.
 *
 * <p>First the owner field goes over to the remedy's own thread by compare-and-set: from then on
 * the former owner cannot re-enter or release. A handshake with it (its stack is asked for) shows
 * that it is in no lock operation; then all of its holds are released at once. On JDK 25 the
 * read-write lock is built on the long synchronizer with 32 bits for each half, on 17 on the int
 * one with 16.
 */
public final class LockRelease {
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Synchronizers synchronizers;

  /** A release with this access to owners. */
  public LockRelease(Synchronizers synchronizers) {
    this.synchronizers = synchronizers;
  }

  /** Releases what this thread holds of the synchronizer. */
  public Attempt release(ThreadRecord owner, Object synchronizer) throws Exception {
    if (!synchronizers.isOpen()) {
      return new Attempt.NoHandle("java.util.concurrent.locks is not open to the agent");
    }
    Thread former = owner.thread;
    if (inLockOperation(former)
        || !synchronizers.takeOver(synchronizer, former, Thread.currentThread())) {
      return new Attempt.Gone("the owner has changed or is at the lock right now");
    }
    if (!leavesLockOperation(former)) {
      synchronizers.takeOver(synchronizer, Thread.currentThread(), former);
      return new Attempt.Gone("the owner is at the lock right now");
    }
    if (synchronizers.owner(synchronizer) != Thread.currentThread()) {
      return new Attempt.Gone("the owner has released it itself");
    }
    return releaseAll(synchronizer);
  }

  /**
   * Waits until the former owner is seen outside every lock operation, or parked in one. What it
   * was in the midst of is then written; giving the lock back instead would leave it with a thread
   * whose unlock has just failed.
   */
  private static boolean leavesLockOperation(Thread former) {
    long from = System.nanoTime();
    while (inLockOperation(former)) {
      if (System.nanoTime() - from > SETTLE_NANOS) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private static boolean inLockOperation(Thread former) {
    StackTraceElement[] stack =
        former.isAlive() ? former.getStackTrace() : new StackTraceElement[0];
    int top = 0;
    while (top < stack.length && isParking(stack[top])) {
      top++;
    }
    // Parked in a condition of an idle pool's queue is no operation on the lock in question.
    if (top > 0) {
      return false;
    }
    // Not only on top: in the midst of a release there are the bridge and the lock's own class.
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().startsWith("java.util.concurrent.locks.")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isParking(StackTraceElement frame) {
    return frame.getClassName().endsWith("misc.Unsafe")
        || frame.getClassName().equals("java.util.concurrent.locks.LockSupport");
  }

  private static Attempt releaseAll(Object synchronizer) throws Exception {
    boolean readWrite = synchronizer.getClass().getName().contains("ReentrantReadWriteLock$");
    if (synchronizer instanceof AbstractQueuedSynchronizer s) {
      int state = (int) state(AbstractQueuedSynchronizer.class, int.class, s);
      int holds = readWrite ? state & 0xffff : state;
      s.release(holds);
      return new Attempt.Done("lock released, " + holds + " holds");
    }
    if (synchronizer instanceof AbstractQueuedLongSynchronizer s) {
      long state = (long) state(AbstractQueuedLongSynchronizer.class, long.class, s);
      long holds = readWrite ? state & 0xffffffffL : state;
      s.release(holds);
      return new Attempt.Done("lock released, " + holds + " holds");
    }
    return new Attempt.NoHandle("no queued synchronizer: " + synchronizer.getClass().getName());
  }

  private static Object state(Class<?> type, Class<?> of, Object synchronizer) throws Exception {
    MethodHandle getState =
        MethodHandles.privateLookupIn(type, MethodHandles.lookup())
            .findVirtual(type, "getState", MethodType.methodType(of));
    return invoke(getState, synchronizer);
  }

  private static Object invoke(MethodHandle getState, Object synchronizer) throws Exception {
    try {
      @Nullable Object state = getState.invoke(synchronizer);
      if (state == null) {
        throw new IllegalStateException("no state");
      }
      return state;
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}
