package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Hears of the tasks of pools whose workers are no synchronizers: ForkJoinPool's, Jetty's, Netty's.
 *
 * <p>Such a thread may hold something that belongs to none of its tasks, as Netty's event loops do
 * since 4.2: that is left by no task.
 */
public final class TaskHooks {
  private TaskHooks() {}

  /**
   * A task begins on the calling thread.
   *
   * @return the number of the newest hold that is not the task's own
   */
  public static long begin() {
    ThreadRecord r = mine();
    if (r == null) {
      return 0;
    }
    r.taskBoundary(Long.MAX_VALUE);
    return r.lastSeq();
  }

  /** The task that began with this has ended on the calling thread. */
  public static void end(long begun) {
    ThreadRecord r = mine();
    if (r != null) {
      r.taskBoundary(begun);
    }
  }

  private static @Nullable ThreadRecord mine() {
    return Bridge.isOn() ? Threads.mineIfThere() : null;
  }
}
