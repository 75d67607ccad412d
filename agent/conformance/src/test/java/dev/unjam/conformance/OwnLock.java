package dev.unjam.conformance;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A reentrant lock that a host wrote with {@link AbstractQueuedSynchronizer} and that names its
 * owner.
 */
final class OwnLock implements Lock, ExclusiveLock {
  private static final class Sync extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1;

    private final boolean fair;
    private final transient Refusals refusing = new Refusals();

    Sync(boolean fair) {
      this.fair = fair;
    }

    @Override
    protected boolean tryAcquire(int holds) {
      if (refusing.refuses()) {
        return false;
      }
      if (getState() == 0) {
        if ((fair && hasQueuedPredecessors()) || !compareAndSetState(0, holds)) {
          return false;
        }
        setExclusiveOwnerThread(Thread.currentThread());
        return true;
      }
      if (getExclusiveOwnerThread() != Thread.currentThread()) {
        return false;
      }
      setState(getState() + holds);
      return true;
    }

    boolean tryNow() {
      if (getState() == 0 && compareAndSetState(0, 1)) {
        setExclusiveOwnerThread(Thread.currentThread());
        return true;
      }
      return isHeldExclusively() && tryAcquire(1);
    }

    @Override
    protected boolean tryRelease(int holds) {
      if (!isHeldExclusively()) {
        throw new IllegalMonitorStateException();
      }
      int left = getState() - holds;
      if (left == 0) {
        setExclusiveOwnerThread(null);
      }
      setState(left);
      return left == 0;
    }

    @Override
    protected boolean isHeldExclusively() {
      return getState() > 0 && getExclusiveOwnerThread() == Thread.currentThread();
    }

    int state() {
      return getState();
    }

    Condition condition() {
      return new ConditionObject();
    }
  }

  private final Sync sync;

  OwnLock(boolean fair) {
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
    return sync.tryNow();
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
  public boolean canRefuse() {
    return true;
  }

  @Override
  public Lock asLock() {
    return this;
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
  public Object key() {
    return sync;
  }

  @Override
  public boolean isLocked() {
    return sync.state() > 0;
  }

  @Override
  public int holdsOfThisThread() {
    return sync.isHeldExclusively() ? sync.state() : 0;
  }

  @Override
  public boolean isHeldByThisThread() {
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

  @Override
  public String shown() {
    return Insides.shown(sync);
  }

  @Override
  public String expectedShown(String owner, int holds, int queued) {
    return "[State = " + holds + ", " + (queued > 0 ? "non" : "") + "empty queue]";
  }
}
