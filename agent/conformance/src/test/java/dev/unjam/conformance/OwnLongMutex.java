package dev.unjam.conformance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.Condition;

/**
 * A mutex that a host wrote with {@link AbstractQueuedLongSynchronizer} and that never says who has
 * it: anybody unlocks it.
 */
final class OwnLongMutex implements Mutex {
  private static final class Sync extends AbstractQueuedLongSynchronizer {
    private static final long serialVersionUID = 1;

    /** What is asked for by who does not line up. */
    private static final long AT_ONCE = 0;

    private final boolean fair;
    private final transient Refusals refusing = new Refusals();

    Sync(boolean fair) {
      this.fair = fair;
    }

    @Override
    protected boolean tryAcquire(long how) {
      if (how == AT_ONCE) {
        return compareAndSetState(0, 1);
      }
      return !refusing.refuses() && !(fair && hasQueuedPredecessors()) && compareAndSetState(0, 1);
    }

    @Override
    protected boolean tryRelease(long one) {
      if (!isHeldExclusively()) {
        throw new IllegalMonitorStateException();
      }
      setState(0);
      return true;
    }

    @Override
    protected boolean isHeldExclusively() {
      return getState() > 0;
    }

    Condition condition() {
      return new ConditionObject();
    }
  }

  private final Sync sync;

  OwnLongMutex(boolean fair) {
    sync = new Sync(fair);
  }

  @Override
  public void lock() {
    sync.acquire(1);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    sync.acquireInterruptibly(1);
  }

  @Override
  public boolean tryLock() {
    return sync.tryAcquire(Sync.AT_ONCE);
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return sync.tryAcquireNanos(1, unit.toNanos(time));
  }

  @Override
  public void unlock() {
    sync.release(1);
  }

  @Override
  public Condition newCondition() {
    return sync.condition();
  }

  @Override
  public void refuse(int attempts) {
    sync.refusing.set(attempts);
  }

  @Override
  public Object key() {
    return sync;
  }

  @Override
  public boolean isLocked() {
    return sync.isHeldExclusively();
  }

  @Override
  public int queueLength() {
    return sync.getQueueLength();
  }

  @Override
  public boolean isQueued(Thread thread) {
    return sync.isQueued(thread);
  }
}
