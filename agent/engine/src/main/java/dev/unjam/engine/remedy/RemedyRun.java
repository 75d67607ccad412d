package dev.unjam.engine.remedy;

import dev.unjam.bridge.Threads;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One remedy at work on a disposable daemon thread of its own.
 *
 * <p>The watchdog asks for its result and never waits: a remedy that hangs is left behind.
 */
public final class RemedyRun {
  /** What a remedy does, in steps. */
  public interface Steps {
    /**
     * Does them.
     *
     * @param goesOn to be asked before each step that changes anything: false once nobody waits for
     *     this remedy any more, because it took too long or its incident is over
     */
    Attempt run(BooleanSupplier goesOn) throws Exception;
  }

  private volatile @Nullable Attempt result;
  private volatile boolean leftBehind;

  private RemedyRun() {}

  /** Starts a remedy. */
  public static RemedyRun start(String name, Steps remedy) {
    RemedyRun run = new RemedyRun();
    Thread t = new Thread(null, () -> run.work(remedy), "unjam-" + name, 0, false);
    t.setDaemon(true);
    t.start();
    return run;
  }

  private void work(Steps remedy) {
    Threads.exemptCurrent();
    try {
      result = remedy.run(() -> !leftBehind);
    } catch (Throwable t) {
      // Whatever a library throws out of its own abort: it is the remedy's result.
      result = new Attempt.Failed(t.getClass().getName());
    }
  }

  /** Says that nobody waits for it any more; any thread. */
  public void leaveBehind() {
    leftBehind = true;
  }

  /** Whether it is at work and somebody waits for it; any thread. */
  public boolean isAwaited() {
    return !leftBehind && result == null;
  }

  /** What it came to, or null while it is at work; any thread. */
  public @Nullable Attempt result() {
    return result;
  }
}
