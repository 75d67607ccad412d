package dev.unjam.engine.remedy;

import dev.unjam.bridge.Threads;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One remedy at work on a disposable daemon thread of its own.
 *
 * <p>The watchdog asks for its result and never waits: a remedy that hangs is left behind.
 */
public final class RemedyRun {
  private volatile @Nullable Attempt result;

  private RemedyRun() {}

  /** Starts a remedy. */
  public static RemedyRun start(String name, Callable<Attempt> remedy) {
    RemedyRun run = new RemedyRun();
    Thread t = new Thread(null, () -> run.work(remedy), "unjam-" + name, 0, false);
    t.setDaemon(true);
    t.start();
    return run;
  }

  private void work(Callable<Attempt> remedy) {
    Threads.exemptCurrent();
    try {
      result = remedy.call();
    } catch (Throwable t) {
      // Whatever a library throws out of its own abort: it is the remedy's result.
      result = new Attempt.Failed(t.getClass().getName());
    }
  }

  /** What it came to, or null while it is at work; any thread. */
  public @Nullable Attempt result() {
    return result;
  }
}
