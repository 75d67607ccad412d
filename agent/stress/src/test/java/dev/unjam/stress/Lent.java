package dev.unjam.stress;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Something else that one thread at a time holds, taken and given back as a lock is. */
interface Lent extends Lock {
  @Override
  default void lockInterruptibly() {
    throw new UnsupportedOperationException();
  }

  @Override
  default boolean tryLock() {
    throw new UnsupportedOperationException();
  }

  @Override
  default boolean tryLock(long time, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Condition newCondition() {
    throw new UnsupportedOperationException();
  }
}
