package dev.unjam.conformance;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The write lock of a {@link ReentrantReadWriteLock} that nobody reads. */
record WriteKind(ReentrantReadWriteLock both, Object key) implements ExclusiveLock {
  WriteKind(boolean fair) {
    this(new ReentrantReadWriteLock(fair));
  }

  private WriteKind(ReentrantReadWriteLock both) {
    this(both, Insides.sync(both));
  }

  @Override
  public Lock asLock() {
    return both.writeLock();
  }

  @Override
  public boolean reentrant() {
    return true;
  }

  @Override
  public boolean named() {
    return true;
  }

  @Override
  public boolean isLocked() {
    return both.isWriteLocked();
  }

  @Override
  public int holdsOfThisThread() {
    return both.writeLock().getHoldCount();
  }

  @Override
  public boolean isHeldByThisThread() {
    return both.isWriteLockedByCurrentThread();
  }

  @Override
  public int queueLength() {
    return both.getQueueLength();
  }

  @Override
  public boolean isQueued(Thread thread) {
    return both.hasQueuedThread(thread);
  }

  @Override
  public String shown() {
    return Insides.shown(both.writeLock());
  }

  @Override
  public String expectedShown(String owner, int holds, int queued) {
    return owner.isEmpty() ? "[Unlocked]" : "[Locked by thread " + owner + "]";
  }
}
