package dev.unjam.conformance;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A host's own, with locks of its own that ask the JDK's. */
final class OwnReadWriteLock extends ReentrantReadWriteLock {
  private static final long serialVersionUID = 1;

  private final ReadLock reader = new OwnReadLock(this);
  private final WriteLock writer = new OwnWriteLock(this);

  OwnReadWriteLock(boolean fair) {
    super(fair);
  }

  @Override
  public ReadLock readLock() {
    return reader;
  }

  @Override
  public WriteLock writeLock() {
    return writer;
  }

  private static final class OwnReadLock extends ReadLock {
    private static final long serialVersionUID = 1;

    OwnReadLock(ReentrantReadWriteLock both) {
      super(both);
    }

    @Override
    public void lock() {
      super.lock();
    }

    @Override
    public void unlock() {
      super.unlock();
    }
  }

  private static final class OwnWriteLock extends WriteLock {
    private static final long serialVersionUID = 1;

    OwnWriteLock(ReentrantReadWriteLock both) {
      super(both);
    }

    @Override
    public boolean tryLock() {
      return super.tryLock();
    }

    @Override
    public void unlock() {
      super.unlock();
    }
  }
}
