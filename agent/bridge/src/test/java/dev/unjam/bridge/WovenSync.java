package dev.unjam.bridge;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** An exclusive lock on the JDK's synchronizer that tells the bridge what woven code would tell. */
final class WovenSync extends AbstractQueuedSynchronizer {
  private static final long serialVersionUID = 1L;

  @Override
  protected boolean tryAcquire(int one) {
    if (!compareAndSetState(0, 1)) {
      return false;
    }
    HoldHooks.ownerSet(this, Thread.currentThread());
    setExclusiveOwnerThread(Thread.currentThread());
    return true;
  }

  @Override
  protected boolean tryRelease(int one) {
    HoldHooks.ownerSet(this, null);
    setExclusiveOwnerThread(null);
    setState(0);
    return true;
  }

  @Override
  protected boolean isHeldExclusively() {
    return getExclusiveOwnerThread() == Thread.currentThread();
  }

  boolean isWaitedOn(ConditionObject condition) {
    acquire(1);
    try {
      return hasWaiters(condition);
    } finally {
      release(1);
    }
  }
}
