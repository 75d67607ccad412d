package dev.unjam.benchmarks.scale;

import dev.unjam.benchmarks.Setting;
import dev.unjam.benchmarks.Virtual;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets very many virtual threads lock and unlock, and weighs the agent's objects before and after.
 * Argument: how many.
 */
public final class MillionThreads {
  private static final int AT_ONCE = 1_000;
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long NEAR = 16 * 1024;

  private final ThreadFactory virtual = Virtual.factory();
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final ReentrantLock lock = new ReentrantLock();

  private long done;

  private MillionThreads() {}

  /**
   * Prints {@code before}, {@code after}, in bytes, {@code peak} at the end, {@code back_ms},
   * {@code threads}.
   */
  public static void main(String[] args) throws InterruptedException {
    Setting.AGENT.expectActive();
    MillionThreads all = new MillionThreads();
    all.run(AT_ONCE);
    long before = settled(Long.MAX_VALUE);
    all.run(Integer.parseInt(args[0]));
    long peak = Heap.ours();
    long end = System.nanoTime();
    long after = settled(before + NEAR);
    System.out.println("threads=" + all.done);
    System.out.println("before=" + before);
    System.out.println("peak=" + peak);
    System.out.println("after=" + after);
    System.out.println("back_ms=" + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - end));
  }

  private void run(int threads) throws InterruptedException {
    for (int i = 0; i < threads; i++) {
      free.acquire();
      virtual.newThread(this::lockAndUnlock).start();
    }
    free.acquire(AT_ONCE);
    free.release(AT_ONCE);
  }

  private void lockAndUnlock() {
    lock.lock();
    try {
      done++;
    } finally {
      lock.unlock();
    }
    free.release();
  }

  /** The weight once it is at or below the wanted one, or what it is at the deadline. */
  private static long settled(long wanted) {
    long start = System.nanoTime();
    long ours;
    do {
      LockSupport.parkNanos(POLL_NANOS);
      ours = Heap.ours();
    } while (ours > wanted && System.nanoTime() - start < DEADLINE_NANOS);
    return ours;
  }
}
