package dev.unjam.conformance;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock made of a semaphore with one permit, as hosts have them. */
record SemaphoreLock(Semaphore semaphore) implements Lock {
  @Override
  public void lock() {
    semaphore.acquireUninterruptibly();
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    semaphore.acquire();
  }

  @Override
  public boolean tryLock() {
    return semaphore.tryAcquire();
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return semaphore.tryAcquire(time, unit);
  }

  @Override
  public void unlock() {
    semaphore.release();
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException();
  }
}
