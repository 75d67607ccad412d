package dev.unjam.stress;

import java.lang.reflect.Field;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A real lock of the JDK's together with the synchronizer by which the agent knows it.
 *
 * @param lock the lock
 * @param sync its synchronizer
 */
record TrackedLock(Lock lock, Object sync) {
  static TrackedLock reentrant() {
    return of(new ReentrantLock());
  }

  /** Of a lock that has its synchronizer in a field {@code sync}. */
  static TrackedLock of(Lock lock) {
    try {
      Field field = lock.getClass().getDeclaredField("sync");
      field.setAccessible(true);
      return new TrackedLock(lock, field.get(lock));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes it; the number that this hold has in the calling thread's record. */
  long take() {
    lock.lock();
    return Records.mine().lastSeq();
  }

  void leave() {
    lock.unlock();
  }
}
