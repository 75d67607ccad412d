package dev.unjam.engine;

import dev.unjam.bridge.Faults;
import dev.unjam.bridge.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A question on a disposable daemon thread of its own, lest the watchdog hang on it.
 *
 * @param <T> the answer's type
 */
final class Errand<T> {
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable T result;

  private Errand() {}

  static <T> Errand<T> start(String name, Callable<T> question) {
    Errand<T> errand = new Errand<>();
    Thread t = new Thread(null, () -> errand.run(question), "unjam-" + name, 0, false);
    t.setDaemon(true);
    t.start();
    return errand;
  }

  private void run(Callable<T> question) {
    Threads.exemptCurrent();
    try {
      result = question.call();
    } catch (Throwable t) {
      // There is no answer then; the error is counted with the agent's others.
      Faults.suppress(t);
    } finally {
      over.countDown();
    }
  }

  /** Waits until it is over, at most so long. */
  void await(long millis) {
    try {
      over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Somebody in the host interrupts threads that are not its own: then the answer comes later.
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is over, with an answer or without. */
  boolean isOver() {
    return over.getCount() == 0;
  }

  /** The answer, or null while there is none. */
  @Nullable T result() {
    return result;
  }
}
