package dev.unjam.engine.remedy;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what may call the host's own code, such as a callback of a future that is failed.
 *
 * <p>On a daemon thread of its own that is recorded as the host's are: a permit that a callback
 * gives back is seen to be given back, and a call that it makes is none of the agent's. Nor is the
 * time that it takes: a fallback that asks another provider right there is left to go on.
 */
final class HostSide {
  /** Below the time after which a remedy counts as hung. */
  private static final long PATIENCE_MILLIS = 4_000;

  private HostSide() {}

  /**
   * Runs it and waits for it; where it is not back by then but in the host's own code, it has done
   * what it was for. On a remedy's thread.
   *
   * @throws Exception what it throws
   */
  static Attempt call(Callable<Attempt> what) throws Exception {
    return call(what, PATIENCE_MILLIS);
  }

  static Attempt call(Callable<Attempt> what, long patienceMillis) throws Exception {
    FutureTask<Attempt> task = new FutureTask<>(what);
    Thread t = new Thread(null, task, Thread.currentThread().getName() + "-host", 0, false);
    t.setDaemon(true);
    t.start();
    while (true) {
      try {
        return task.get(patienceMillis, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (HostFrames.any(t.getStackTrace())) {
          return new Attempt.Done("done; a callback of the host's goes on");
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
  }
}
