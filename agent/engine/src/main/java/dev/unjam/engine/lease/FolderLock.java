package dev.unjam.engine.lease;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** The lock of one of {@link FolderLocks}; the thread that has it gives it back by closing it. */
final class FolderLock implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong taken = new AtomicLong();

  /** Waits as long as the queue moves on; whether it has it. */
  boolean take(Duration patience) throws InterruptedException {
    long before = taken.get();
    while (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      long now = taken.get();
      if (now == before) {
        return false;
      }
      before = now;
    }
    taken.incrementAndGet();
    return true;
  }

  @Override
  public void close() {
    lock.unlock();
  }
}
