package dev.unjam.bridge;

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
  private HoldHooks() {}

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

  private static void acquired(Object synchronizer) {
    ThreadRecord r = Threads.mine();
    if (r.exempt) {
      return;
    }
    if (r.worker == null && r.depth() == 0 && synchronizer instanceof Runnable) {
      r.worker = synchronizer;
    }
    if (synchronizer == r.worker) {
      r.taskBoundary();
    }
    r.push(synchronizer);
  }

  private static void released(Object synchronizer) {
    ThreadRecord r = Threads.mine();
    if (r.exempt) {
      return;
    }
    boolean known = r.pop(synchronizer);
    if (r.interruptedByUs && r.denial() == null) {
      CallHooks.clearInterrupt(r);
    }
    if (synchronizer == r.worker) {
      r.taskBoundary();
    } else if (!known && r.worker == null && synchronizer instanceof Runnable) {
      // runWorker begins by releasing a worker that nobody acquired ("allow interrupts"): its own.
      r.worker = synchronizer;
      r.taskBoundary();
    }
  }

  /**
   * Whether an {@code unlock()} that failed because the lock was taken from this thread is to be
   * absorbed; on the unlocking thread.
   */
  public static boolean absorbUnlock(Object synchronizer) {
    ThreadRecord r = Threads.mineIfAny();
    Fence fence = r == null ? null : r.fence;
    if (r == null || fence == null || !fence.covers(synchronizer)) {
      return false;
    }
    Zombies.absorbed(r, "unlock", synchronizer.getClass().getName());
    return true;
  }
}
