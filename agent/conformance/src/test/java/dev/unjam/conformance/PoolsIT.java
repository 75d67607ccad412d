package dev.unjam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Tasks of pools run once each, under a lock or not, and leave nothing on their threads' records.
 */
@SuppressWarnings("LockNotBeforeTry") // the nested holds are given back inside
class PoolsIT {
  private static final int KINDS = 4;
  private static final long SECONDS = 60;

  private final Set<Thread> seen = ConcurrentHashMap.newKeySet();
  private int counted;

  @Property
  void everyTaskOfAPoolRunsOnceAndTheLockIsFreeAfterwards(
      @ForAll @IntRange(max = KINDS - 1) int kind,
      @ForAll @IntRange(min = 1, max = 3) int threads,
      @ForAll @IntRange(max = 60) int tasks,
      @ForAll @IntRange(max = 3) int nested)
      throws Exception {
    counted = 0;
    seen.clear();
    ReentrantLock lock = new ReentrantLock();
    ExecutorService pool = pool(kind, threads);
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      Callable<Integer> task = () -> countUnder(lock, nested);
      futures.add(i % 2 == 0 ? pool.submit(task) : chained(pool, lock, nested));
    }
    for (Future<?> future : futures) {
      assertEquals(nested, future.get(SECONDS, TimeUnit.SECONDS));
    }
    pool.shutdown();
    assertTrue(pool.awaitTermination(SECONDS, TimeUnit.SECONDS));

    assertEquals(tasks, counted);
    assertEquals("[Unlocked]", Insides.shown(lock));
    Deadline deadline = Deadline.ofSeconds(SECONDS);
    for (Thread thread : seen) {
      deadline.await(() -> !thread.isAlive(), () -> thread + " should have ended");
    }
    Recorded.here().assertNothingOf(List.copyOf(seen), List.of(lock, Insides.sync(lock)));
    Recorded.here().assertNoFault();
  }

  private Future<Integer> chained(ExecutorService pool, ReentrantLock lock, int nested) {
    return CompletableFuture.supplyAsync(() -> nested, pool)
        .thenApplyAsync(n -> countUnder(lock, n), pool);
  }

  private int countUnder(ReentrantLock lock, int nested) {
    seen.add(Thread.currentThread());
    lock.lock();
    try {
      for (int i = 0; i < nested; i++) {
        lock.lock();
      }
      counted++;
      int holds = lock.getHoldCount();
      for (int i = 0; i < nested; i++) {
        lock.unlock();
      }
      return holds - 1;
    } finally {
      lock.unlock();
    }
  }

  private static ExecutorService pool(int kind, int threads) {
    return switch (kind) {
      case 0 ->
          new ThreadPoolExecutor(
              threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
      case 1 -> new ThreadPoolExecutor(0, 100, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
      case 2 -> new ForkJoinPool(threads);
      default -> VirtualThreads.exist() ? VirtualThreads.pool() : new ForkJoinPool(1);
    };
  }
}
