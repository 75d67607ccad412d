package dev.unjam.bridge;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A bridge that records, and a thread of its own for each test, so that no record is shared. */
abstract class Crew {
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          r -> {
            Thread t = new Thread(r, "host");
            t.setDaemon(true);
            return t;
          });

  @BeforeEach
  final void switchOn() {
    Bridge.switchTo(true);
  }

  @AfterEach
  final void switchOff() {
    Bridge.switchTo(false);
    worker.shutdownNow();
  }

  /** Runs this on the host's thread; the same for every call within one test. */
  final <T> T onHost(Callable<T> what) throws Exception {
    return within(worker.submit(what));
  }

  /** The host's thread dies, and nothing runs on it any more. */
  final void hostDies() throws Exception {
    Thread host = onHost(Thread::currentThread);
    worker.shutdown();
    host.join(TimeUnit.SECONDS.toMillis(20));
  }

  /** Runs this on another thread that then ends. */
  static <T> T elsewhere(Callable<T> what) throws Exception {
    FutureTask<T> task = new FutureTask<>(what);
    start(new Thread(task, "worker"));
    return within(task);
  }

  static <T> T within(Future<T> what) throws Exception {
    return what.get(20, TimeUnit.SECONDS);
  }

  static void start(Thread t) {
    t.setDaemon(true);
    t.start();
  }
}
