package dev.unjam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import net.jqwik.api.Example;

/** What no random schedule comes to. */
@SuppressWarnings("LockNotBeforeTry") // what is between lock and unlock is what is tried
class EdgesIT {
  private static final int MOST_OF_A_PAIR = 65_535;
  private static final Outcome TOO_MANY = Outcome.threw(Error.class, "Maximum lock count exceeded");

  @Example
  void aLockTakenTooOftenSaysSoAndIsHeldAsBefore() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Object sync = Insides.sync(lock);
    lock.lock();
    setState(sync, Integer.MAX_VALUE);

    assertEquals(TOO_MANY, Outcome.of(LockCalls.of(lock, LockMove.LOCK)));
    assertEquals(TOO_MANY, Outcome.of(LockCalls.of(lock, LockMove.TRY)));
    assertEquals(TOO_MANY, Outcome.of(LockCalls.of(lock, LockMove.TRY_ZERO)));
    assertEquals(TOO_MANY, Outcome.of(LockCalls.of(lock, LockMove.LOCK_INTERRUPTIBLY)));
    assertEquals(Integer.MAX_VALUE, lock.getHoldCount());
    setState(sync, 1);
    Recorded.here().assertHeldOnce(Thread.currentThread(), sync);

    lock.unlock();
    assertFalse(lock.isLocked());
    nothingOf(List.of(lock, sync));
  }

  private static void setState(Object sync, int state) throws ReflectiveOperationException {
    Method setter = AbstractQueuedSynchronizer.class.getDeclaredMethod("setState", int.class);
    setter.setAccessible(true);
    setter.invoke(sync, state);
  }

  @Example
  void aReadLockTakenTooOftenSaysSoAndIsHeldAsBefore() {
    ReentrantReadWriteLock both = new ReentrantReadWriteLock();
    if (!countsInHalfAWord(both)) {
      return;
    }
    takeUntilTooMany(both.readLock());
    assertEquals(MOST_OF_A_PAIR, both.getReadHoldCount());
    Recorded.here().assertHeldOnce(Thread.currentThread(), both.readLock());
    giveAllBack(both.readLock());
    assertEquals(0, both.getReadLockCount());
    nothingOf(List.of(both, Insides.sync(both), both.readLock()));
  }

  @Example
  void aWriteLockTakenTooOftenSaysSoAndIsHeldAsBefore() {
    ReentrantReadWriteLock both = new ReentrantReadWriteLock();
    if (!countsInHalfAWord(both)) {
      return;
    }
    takeUntilTooMany(both.writeLock());
    assertEquals(MOST_OF_A_PAIR, both.getWriteHoldCount());
    Recorded.here().assertHeldOnce(Thread.currentThread(), Insides.sync(both));
    giveAllBack(both.writeLock());
    assertFalse(both.isWriteLocked());
    nothingOf(List.of(both, Insides.sync(both), both.writeLock()));
  }

  /** Since 25 both counts have 31 bits, which nobody fills in a test. */
  private static boolean countsInHalfAWord(ReentrantReadWriteLock both) {
    return Insides.sync(both) instanceof AbstractQueuedSynchronizer;
  }

  private static void takeUntilTooMany(Lock lock) {
    for (int i = 0; i < MOST_OF_A_PAIR; i++) {
      lock.lock();
    }
    assertEquals(TOO_MANY, Outcome.of(LockCalls.of(lock, LockMove.LOCK)));
    assertEquals(TOO_MANY, Outcome.of(LockCalls.of(lock, LockMove.TRY)));
    assertEquals(TOO_MANY, Outcome.of(LockCalls.of(lock, LockMove.TRY_ZERO)));
  }

  private static void giveAllBack(Lock lock) {
    for (int i = 0; i < MOST_OF_A_PAIR; i++) {
      lock.unlock();
    }
  }

  @Example
  void aCopyOfALockThatIsHeldIsFree() {
    ReentrantLock lock = new ReentrantLock(true);
    lock.lock();
    ReentrantLock copy = Insides.copy(lock, ReentrantLock.class);

    assertFalse(copy.isLocked());
    assertTrue(copy.isFair());
    assertTrue(lock.isHeldByCurrentThread());
    Recorded.here().assertHeldOnce(Thread.currentThread(), Insides.sync(lock));
    lock.unlock();
    nothingOf(List.of(Insides.sync(lock), Insides.sync(copy)));
  }

  @Example
  void locksOfAThreadAreGivenBackInAnyOrder() {
    List<ReentrantLock> locks =
        List.of(new ReentrantLock(), new ReentrantLock(), new ReentrantLock(), new ReentrantLock());
    locks.forEach(ReentrantLock::lock);
    for (int i : new int[] {1, 3, 0, 2}) {
      Object sync = Insides.sync(locks.get(i));
      Recorded.here().assertHeldOnce(Thread.currentThread(), sync);
      locks.get(i).unlock();
      nothingOf(List.of(sync));
    }
  }

  @Example
  void aLockWhoseHolderDiedStaysHisAndOnHisRecord() {
    ReentrantLock lock = new ReentrantLock();
    Worker holder = new Worker("gone", false);
    Deadline deadline = Deadline.ofSeconds(30);
    assertEquals(Outcome.VOID, holder.ask(LockCalls.of(lock, LockMove.LOCK), deadline));
    holder.end();
    deadline.await(() -> !holder.thread().isAlive(), () -> "it should have ended");

    assertFalse(lock.tryLock());
    assertEquals("[Locked by thread gone]", Insides.shown(lock));
    Recorded.here().assertHeldOnce(holder.thread(), Insides.sync(lock));
  }

  private static void nothingOf(List<Object> keys) {
    Recorded.here().assertNothingOf(List.of(), keys);
    Recorded.here().assertNoFault();
  }
}
