package dev.unjam.conformance;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** The calls behind the moves; each thread keeps the last stamp that it got. */
final class StampCalls {
  private final StampedLock lock;
  private final long[] stamps = new long[Schedule.THREADS + 1];

  StampCalls(StampedLock lock) {
    this.lock = lock;
  }

  /** A call that returns a stamp. */
  private interface Stamped {
    long call() throws Exception;
  }

  Callable<@Nullable Object> of(int thread, StampMove move, int from) {
    long stamp = stamps[from];
    return switch (move) {
      case WRITE_VIEW -> LockCalls.of(lock.asWriteLock(), LockMove.LOCK);
      case READ_VIEW -> LockCalls.of(lock.asReadLock(), LockMove.LOCK);
      case WRITE_VIEW_UNLOCK -> LockCalls.of(lock.asWriteLock(), LockMove.UNLOCK);
      case READ_VIEW_UNLOCK -> LockCalls.of(lock.asReadLock(), LockMove.UNLOCK);
      case VIEW_CONDITION -> lock.asReadLock()::newCondition;
      case VALIDATE -> () -> lock.validate(stamp);
      case UNLOCK -> LockCalls.done(() -> lock.unlock(stamp));
      case UNLOCK_WRITE -> LockCalls.done(() -> lock.unlockWrite(stamp));
      case UNLOCK_READ -> LockCalls.done(() -> lock.unlockRead(stamp));
      case TRY_UNLOCK_WRITE -> lock::tryUnlockWrite;
      case TRY_UNLOCK_READ -> lock::tryUnlockRead;
      case INTERRUPT_SELF -> LockCalls.done(() -> Thread.currentThread().interrupt());
      default -> stamped(thread, stampedCall(move, stamp));
    };
  }

  private Stamped stampedCall(StampMove move, long stamp) {
    long nanos = move.with.patience().nanos();
    return switch (move) {
      case WRITE -> lock::writeLock;
      case WRITE_INTERRUPTIBLY -> lock::writeLockInterruptibly;
      case WRITE_TRY -> lock::tryWriteLock;
      case WRITE_ZERO, WRITE_SHORT, WRITE_LONG ->
          () -> lock.tryWriteLock(nanos, TimeUnit.NANOSECONDS);
      case READ -> lock::readLock;
      case READ_INTERRUPTIBLY -> lock::readLockInterruptibly;
      case READ_TRY -> lock::tryReadLock;
      case READ_ZERO, READ_SHORT, READ_LONG -> () -> lock.tryReadLock(nanos, TimeUnit.NANOSECONDS);
      case OPTIMISTIC -> lock::tryOptimisticRead;
      case TO_WRITE -> () -> lock.tryConvertToWriteLock(stamp);
      case TO_READ -> () -> lock.tryConvertToReadLock(stamp);
      case TO_OPTIMISTIC -> () -> lock.tryConvertToOptimisticRead(stamp);
      default -> throw new IllegalArgumentException(move.toString());
    };
  }

  private Callable<@Nullable Object> stamped(int thread, Stamped call) {
    return () -> {
      long stamp = call.call();
      if (stamp != 0) {
        stamps[thread] = stamp;
      }
      return StampModel.comparable(stamp);
    };
  }
}
