package dev.unjam.benchmarks.scale;

import dev.unjam.benchmarks.Virtual;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;

/** Many living threads, each with locks of its own that it holds. */
public final class Crowd {
  private static final long STACK = 128 * 1024;

  private final CountDownLatch ready;
  private final CountDownLatch go = new CountDownLatch(1);
  private final int holds;
  private final List<Thread> threads = new ArrayList<>();

  private Crowd(int size, int holds) {
    this.ready = new CountDownLatch(size);
    this.holds = holds;
  }

  /** A crowd whose every thread has locked once, has then taken its locks, and waits. */
  public static Crowd gather(boolean virtual, int size, int holds) throws InterruptedException {
    Crowd crowd = new Crowd(size, holds);
    ThreadFactory factory =
        virtual ? Virtual.factory() : task -> new Thread(null, task, "one-of-many", STACK);
    for (int i = 0; i < size; i++) {
      Thread t = factory.newThread(crowd::hold);
      crowd.threads.add(t);
      t.start();
    }
    crowd.ready.await();
    return crowd;
  }

  @SuppressWarnings("LockNotBeforeTry") // held on purpose beyond this method's calls
  private void hold() {
    ReentrantLock first = new ReentrantLock();
    first.lock();
    first.unlock();
    List<ReentrantLock> locks = new ArrayList<>(holds);
    for (int i = 0; i < holds; i++) {
      ReentrantLock lock = new ReentrantLock();
      lock.lock();
      locks.add(lock);
    }
    ready.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    locks.forEach(ReentrantLock::unlock);
  }

  /** Lets every thread unlock and end, and waits for that. */
  public void dismiss() throws InterruptedException {
    go.countDown();
    for (Thread t : threads) {
      t.join();
    }
  }
}
