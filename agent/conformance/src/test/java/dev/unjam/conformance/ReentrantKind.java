package dev.unjam.conformance;

import java.util.concurrent.locks.ReentrantLock;

/** {@link ReentrantLock}: as it is, with methods overridden, written and read again. */
record ReentrantKind(ReentrantLock lock, Object key) implements ExclusiveLock {
  ReentrantKind(ReentrantLock lock) {
    this(lock, Insides.sync(lock));
  }

  /** A host's own, which counts what it is asked. */
  static final class Counting extends ReentrantLock {
    private static final long serialVersionUID = 1;

    private int calls;

    Counting(boolean fair) {
      super(fair);
    }

    @Override
    public void lock() {
      super.lock();
      calls++;
    }

    @Override
    public boolean tryLock() {
      boolean locked = super.tryLock();
      calls += locked ? 1 : 0;
      return locked;
    }

    @Override
    public void unlock() {
      super.unlock();
    }

    int calls() {
      return calls;
    }
  }

  @Override
  public ReentrantLock asLock() {
    return lock;
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
    return lock.isLocked();
  }

  @Override
  public int holdsOfThisThread() {
    return lock.getHoldCount();
  }

  @Override
  public boolean isHeldByThisThread() {
    return lock.isHeldByCurrentThread();
  }

  @Override
  public int queueLength() {
    return lock.getQueueLength();
  }

  @Override
  public boolean isQueued(Thread thread) {
    return lock.hasQueuedThread(thread);
  }

  @Override
  public String shown() {
    return Insides.shown(lock);
  }

  @Override
  public String expectedShown(String owner, int holds, int queued) {
    return owner.isEmpty() ? "[Unlocked]" : "[Locked by thread " + owner + "]";
  }
}
