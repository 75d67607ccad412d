package dev.unjam.engine.lease;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** The lock of one of {@link FolderLocks}; the thread that has it gives it back by closing it. */
final class FolderLock implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong taken = new AtomicLong();

  /** Waits for one who keeps it, and twice as long where the queue moves on; whether it has it. */
  boolean take(Duration patience) throws InterruptedException {
    long before = turns();
    boolean has = lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (!has && turns() != before) {
      has = lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (has) {
      taken.incrementAndGet();
    }
    return has;
  }

  /** How often it was taken: where that changes, the queue moves on. */
  long turns() {
    return taken.get();
  }

  @Override
  public void close() {
    lock.unlock();
  }
}
