package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Records which exclusive synchronizers a thread owns.
 *
 * <p>Called from {@code AbstractOwnableSynchronizer.setExclusiveOwnerThread}, which sees the first
 * acquisition and the last release of every exclusive lock of {@code java.util.concurrent} and of
 * those that others built on it, waits on a Condition included. A {@code ThreadPoolExecutor} marks
 * a running task with such a synchronizer, its worker, which is a Runnable (and so do Tomcat's and
 * other copies of it): its coming and going is the boundary of a task.
 */
public final class HoldHooks {
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final @Nullable WeakReference<Class<?>>[] NO_RUNNABLES = new WeakReference[64];

  private HoldHooks() {}

  /**
   * Runs through what the hooks call, on the calling thread, while no hook is on yet: the first use
   * of a VarHandle links it, which may take locks, and a hook that did so would call itself.
   */
  public static void warmUp() {
    Object nothing = new Object();
    Sites.renew();
    acquired(nothing);
    released(nothing);
    Slots.remove(Threads.mine());
    acquired(nothing);
    released(nothing);
    Sites.clear();
    HandOvers.warmUp();
  }

  /** The owner of a synchronizer changes; on the thread that changes it, before it does. */
  public static void ownerSet(Object synchronizer, @Nullable Thread owner) {
    if (!Bridge.isOn()) {
      return;
    }
    if (owner == null) {
      released(synchronizer);
    } else if (owner == Thread.currentThread()) {
      acquired(synchronizer);
    }
  }

  /**
   * The calling thread goes into the workings of a library, which take a lock first: that one is no
   * hold under which somebody makes calls or hands work over.
   */
  public static void innerBegins() {
    if (Bridge.isOn()) {
      ThreadRecord r = Threads.mine();
      r.nextIsInner();
    }
  }

  /** It has left them, and let go of their lock. */
  public static void innerEnds() {
    ThreadRecord r = Threads.mineIfAny();
    if (r != null) {
      r.innerIsOver();
    }
  }

  private static void acquired(Object synchronizer) {
    ThreadRecord r = Threads.mine();
    long now = Ticks.now();
    if (!r.pushAgain(synchronizer, now)) {
      acquiredAnew(r, synchronizer);
    } else if (now != r.sampledTick) {
      Sites.sample(r, now);
    }
  }

  private static void acquiredAnew(ThreadRecord r, Object synchronizer) {
    if (r.isMuted() && Places.isOrdinary(synchronizer) && !r.takesBack(synchronizer)) {
      return;
    }
    if (r.plain && Places.isOrdinary(synchronizer)) {
      r.pushOrdinary(synchronizer);
    } else if (!r.exempt) {
      acquiredOther(r, synchronizer);
    }
  }

  static void acquiredOther(ThreadRecord r, Object synchronizer) {
    if (synchronizer == r.worker || (isRunnable(synchronizer) && isWorker(r, synchronizer))) {
      r.taskBoundary();
      r.push(synchronizer, false, Ticks.now());
    } else {
      r.push(synchronizer);
    }
  }

  /** Something was taken from the thread's stack; on that thread. */
  static void letGo(ThreadRecord r) {
    clearInterruptOfOurs(r);
    leaveIfEmpty(r);
  }

  private static void clearInterruptOfOurs(ThreadRecord r) {
    if (r.interruptedByUs && r.boundBy() == null) {
      CallHooks.clearInterrupt(r);
    }
  }

  /** A virtual thread that holds nothing is not registered; on that thread. */
  static void leaveIfEmpty(ThreadRecord r) {
    if (r.virtual && r.depth() == 0) {
      Threads.leave(r);
    }
  }

  /**
   * Classes that are none are remembered, weakly: to find that a class lacks an interface takes a
   * search and a write to the class, shared by all threads, before JDK-8180450 (23).
   */
  private static boolean isRunnable(Object synchronizer) {
    if (Places.isOrdinary(synchronizer)) {
      return false;
    }
    Class<?> c = synchronizer.getClass();
    int place = System.identityHashCode(c) & (NO_RUNNABLES.length - 1);
    WeakReference<Class<?>> known = NO_RUNNABLES[place];
    if (known != null && known.refersTo(c)) {
      return false;
    }
    if (synchronizer instanceof Runnable) {
      return true;
    }
    if (known == null || known.refersTo(null)) {
      NO_RUNNABLES[place] = new WeakReference<>(c);
    }
    return false;
  }

  private static boolean isWorker(ThreadRecord r, Object synchronizer) {
    if (r.worker == null && r.depth() == 0) {
      r.isWorkedBy(synchronizer);
    }
    return synchronizer == r.worker;
  }

  static void released(Object synchronizer) {
    ThreadRecord r = Threads.mine();
    if (r.popAgain(synchronizer)) {
      if (r.interruptedByUs) {
        clearInterruptOfOurs(r);
      }
    } else if (!r.exempt && !isUnrecorded(r, synchronizer)) {
      releasedOther(r, synchronizer);
    }
  }

  /** Whether it was taken where the thread was muted, as what is let go of there mostly was. */
  private static boolean isUnrecorded(ThreadRecord r, Object synchronizer) {
    return r.isMuted() && Places.isOrdinary(synchronizer) && r.newest(synchronizer) < 0;
  }

  private static void releasedOther(ThreadRecord r, Object synchronizer) {
    boolean known = r.pop(synchronizer);
    if (known && r.isMuted() && Places.isOrdinary(synchronizer)) {
      r.givesUp(synchronizer);
    }
    clearInterruptOfOurs(r);
    if (synchronizer == r.worker || isRunnable(synchronizer)) {
      workerReleased(r, synchronizer, known);
    }
    leaveIfEmpty(r);
  }

  private static void workerReleased(ThreadRecord r, Object synchronizer, boolean known) {
    if (!known && r.worker == null) {
      // runWorker begins by releasing a worker that nobody acquired ("allow interrupts"): its own.
      r.isWorkedBy(synchronizer);
    }
    if (synchronizer == r.worker) {
      r.taskBoundary();
    }
  }
}
