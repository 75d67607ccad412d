package dev.unjam.engine.host;

import dev.unjam.bridge.ClaimHooks;
import dev.unjam.bridge.HoldHooks;
import java.lang.reflect.Field;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A real lock of the JDK's that tells the bridge what woven code would. */
public final class WovenLock {
  private final Lock lock;
  private final Object sync;

  private WovenLock(Lock lock) {
    this.lock = lock;
    this.sync = sync(lock);
  }

  /** Around a ReentrantLock. */
  public static WovenLock reentrant() {
    return new WovenLock(new ReentrantLock());
  }

  /** Around a write lock. */
  public static WovenLock write() {
    return new WovenLock(new ReentrantReadWriteLock().writeLock());
  }

  private static Object sync(Lock lock) {
    try {
      Field field = lock.getClass().getDeclaredField("sync");
      field.setAccessible(true);
      return field.get(lock);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The synchronizer, as the bridge knows the lock. */
  public Object sync() {
    return sync;
  }

  /** Locks it; the calling thread. */
  public void lock() {
    ClaimHooks.acquiring(sync);
    lock.lock();
    taken();
  }

  /** Locks it if it is free within this time. */
  public boolean tryLock(long millis) throws InterruptedException {
    ClaimHooks.acquiring(sync);
    boolean mine = lock.tryLock(millis, TimeUnit.MILLISECONDS);
    if (mine) {
      taken();
    }
    return mine;
  }

  /** Locks it, or ends with an interrupt; always true. */
  public boolean lockInterruptibly() throws InterruptedException {
    lock.lockInterruptibly();
    taken();
    return true;
  }

  private void taken() {
    if (held() == 1) {
      HoldHooks.ownerSet(sync, Thread.currentThread());
    }
  }

  /**
   * Unlocks it.
   *
   * @throws IllegalMonitorStateException if it is not this thread's and nobody absorbs that
   */
  public void unlock() {
    if (ClaimHooks.absorbs(sync)) {
      return;
    }
    boolean last = held() == 1;
    lock.unlock();
    if (last) {
      HoldHooks.ownerSet(sync, null);
    }
  }

  /** How often the calling thread has it. */
  public int held() {
    return lock instanceof ReentrantLock r
        ? r.getHoldCount()
        : ((ReentrantReadWriteLock.WriteLock) lock).getHoldCount();
  }

  /** Whether anybody has it. */
  public boolean isLocked() {
    boolean free = lock.tryLock();
    if (free) {
      lock.unlock();
    }
    return !free;
  }
}
