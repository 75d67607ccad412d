package dev.unjam.engine.remedy;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs what may call the host's own code, such as a callback of a future that is failed.
 *
 * <p>On a daemon thread of its own that is recorded as the host's are: a permit that a callback
 * gives back is seen to be given back, and a call that it makes is none of the agent's.
 */
final class HostSide {
  private HostSide() {}

  /**
   * Runs it and waits for it, for as long as that takes; on a remedy's thread.
   *
   * @throws Exception what it throws
   */
  static <T> T call(Callable<T> what) throws Exception {
    FutureTask<T> task = new FutureTask<>(what);
    Thread t = new Thread(null, task, Thread.currentThread().getName() + "-host", 0, false);
    t.setDaemon(true);
    t.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
