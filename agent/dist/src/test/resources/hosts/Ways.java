import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/** Threads that each take something in one way, and those that held go on holding it. */
class Ways {
  private static final CountDownLatch END = new CountDownLatch(1);
  private static final StringBuffer FAILED = new StringBuffer();
  private static final Semaphore DONE = new Semaphore(0);
  private static int started;

  interface Act {
    void run() throws Exception;
  }

  static void on(ThreadFactory threads, String name, Act act) {
    begun();
    Thread thread =
        threads.newThread(
            () -> {
              try {
                act.run();
                done();
                END.await();
              } catch (Throwable e) {
                failed(name + ": " + e + "; ");
                done();
              }
            });
    thread.setName(name);
    if (!thread.isDaemon()) {
      thread.setDaemon(true);
    }
    thread.start();
  }

  static void begun() {
    started++;
  }

  static void done() {
    DONE.release();
  }

  static void failed(Object why) {
    FAILED.append(why);
  }

  static void check(boolean taken) {
    if (!taken) {
      throw new IllegalStateException("not taken");
    }
  }

  /** Waits until all are done; what went wrong. */
  static String awaitAll() throws InterruptedException {
    DONE.acquire(started);
    return FAILED.toString();
  }
}
