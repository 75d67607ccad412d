package dev.unjam.benchmarks.variants;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * A lock that does what an unfair {@code ReentrantLock} does, with a hook where the agent weaves
 * one: at each change of the owner.
 */
abstract class VariantLock extends AbstractQueuedSynchronizer {
  private static final long serialVersionUID = 1L;

  static volatile long suppressed;

  final void lock() {
    if (compareAndSetState(0, 1)) {
      own(Thread.currentThread());
    } else {
      acquire(1);
    }
  }

  final void unlock() {
    release(1);
  }

  /** What the variant does when the owner changes. */
  abstract void ownerSet(@Nullable Thread owner);

  @Override
  protected final boolean tryAcquire(int acquires) {
    if (getState() == 0 && compareAndSetState(0, acquires)) {
      own(Thread.currentThread());
      return true;
    }
    return false;
  }

  @Override
  protected final boolean tryRelease(int releases) {
    int c = getState() - releases;
    if (getExclusiveOwnerThread() != Thread.currentThread()) {
      throw new IllegalMonitorStateException();
    }
    boolean free = c == 0;
    if (free) {
      own(null);
    }
    setState(c);
    return free;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void own(@Nullable Thread owner) {
    try {
      ownerSet(owner);
    } catch (Throwable t) {
      suppressed = suppressed + 1;
    }
    setExclusiveOwnerThread(owner);
  }
}
