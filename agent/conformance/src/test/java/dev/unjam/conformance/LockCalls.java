package dev.unjam.conformance;

import java.util.Date;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** The calls behind the moves, for everything that is a {@link Lock}. */
final class LockCalls {
  private LockCalls() {}

  static Callable<@Nullable Object> of(Lock lock, LockMove move) {
    return switch (move) {
      case LOCK -> done(lock::lock);
      case LOCK_INTERRUPTIBLY -> done(lock::lockInterruptibly);
      case TRY -> lock::tryLock;
      case TRY_ZERO, TRY_SHORT, TRY_LONG ->
          () -> lock.tryLock(move.patience().nanos(), TimeUnit.NANOSECONDS);
      case UNLOCK -> done(lock::unlock);
      case INTERRUPT_SELF -> done(() -> Thread.currentThread().interrupt());
      default -> throw new IllegalArgumentException(move.toString());
    };
  }

  @SuppressWarnings({
    "WaitNotInLoop",
    "JavaUtilDate"
  }) // each wait is one call, and this one takes a Date
  static Callable<@Nullable Object> of(Condition condition, LockMove move) {
    long nanos = move.patience().nanos();
    return switch (move) {
      case AWAIT -> done(condition::await);
      case AWAIT_UNINTERRUPTIBLY -> done(condition::awaitUninterruptibly);
      case AWAIT_NANOS_SHORT, AWAIT_NANOS_LONG -> () -> condition.awaitNanos(nanos) > 0;
      case AWAIT_SHORT, AWAIT_LONG -> () -> condition.await(nanos, TimeUnit.NANOSECONDS);
      case AWAIT_UNTIL_SHORT, AWAIT_UNTIL_LONG ->
          () -> condition.awaitUntil(new Date(System.currentTimeMillis() + nanos / 1_000_000));
      case SIGNAL -> done(condition::signal);
      case SIGNAL_ALL -> done(condition::signalAll);
      default -> throw new IllegalArgumentException(move.toString());
    };
  }

  /** A call that returns nothing. */
  interface Act {
    void run() throws Exception;
  }

  static Callable<@Nullable Object> done(Act act) {
    return () -> {
      act.run();
      return null;
    };
  }
}
