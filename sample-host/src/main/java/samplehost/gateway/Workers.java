package samplehost.gateway;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads with a bounded queue; what fits in neither is rejected. */
final class Workers {
  private final ThreadPoolExecutor pool;

  Workers(int size, int queue) {
    AtomicInteger number = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            task -> {
              Thread worker = new Thread(task, "worker-" + number.incrementAndGet());
              worker.setDaemon(true);
              return worker;
            });
  }

  void execute(Runnable turn) {
    pool.execute(turn);
  }

  int size() {
    return pool.getMaximumPoolSize();
  }

  int busy() {
    return pool.getActiveCount();
  }

  int queued() {
    return pool.getQueue().size();
  }
}
