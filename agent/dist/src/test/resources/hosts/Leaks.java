import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;

/** Locks that ended tasks and a dead thread leave behind, and signals that are no locks. */
class Leaks {
  /** One lock is left behind by a task of each pool, and somebody waits for it. */
  static void leave() throws Exception {
    ForkJoinPool forkJoin = new ForkJoinPool(1);
    ReentrantLock byForkJoin = new ReentrantLock();
    forkJoin.submit(byForkJoin::lock).get();
    waiter("waiter-forkjoin", byForkJoin);
    ReentrantLock byPool = new ReentrantLock();
    Executors.newFixedThreadPool(1, daemons()).submit(byPool::lock).get();
    waiter("waiter-pool", byPool);
    KindsOfMutex.Mutex byDead = new KindsOfMutex.Mutex();
    Thread dead = new Thread(() -> byDead.acquire(1), "leak-dead");
    dead.start();
    dead.join();
    waiter("waiter-dead", () -> byDead.acquire(1));
    signals();
  }

  private static ThreadFactory daemons() {
    return r -> {
      Thread t = new Thread(r, "leak-pool");
      t.setDaemon(true);
      return t;
    };
  }

  private static void waiter(String name, ReentrantLock lock) {
    waiter(name, lock::lock);
  }

  private static void waiter(String name, Runnable wait) {
    Thread t = new Thread(wait, name);
    t.setDaemon(true);
    t.start();
  }

  /** A million signals from one thread to another, and then one that is waited for in vain. */
  private static void signals() throws Exception {
    Semaphore signal = new Semaphore(0);
    Thread consumer =
        new Thread(
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                signal.acquireUninterruptibly();
              }
              Ways.done();
              signal.acquireUninterruptibly();
            },
            "signal-consumer");
    consumer.setDaemon(true);
    consumer.start();
    Ways.begun();
    Thread producer =
        new Thread(
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                signal.release();
              }
            },
            "signal-producer");
    producer.start();
  }
}
