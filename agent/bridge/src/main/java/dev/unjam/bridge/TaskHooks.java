package dev.unjam.bridge;

/**
 * Hears of the tasks of pools whose workers are no synchronizers: ForkJoinPool's, Jetty's, Netty's.
 */
public final class TaskHooks {
  private TaskHooks() {}

  /** A task begins or has ended on the calling thread. */
  public static void boundary() {
    if (!Bridge.isOn()) {
      return;
    }
    ThreadRecord r = Threads.mineIfThere();
    if (r != null) {
      r.taskBoundary();
    }
  }
}
