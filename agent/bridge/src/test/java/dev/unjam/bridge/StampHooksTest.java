package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;

/** With the stamps of a real lock. */
class StampHooksTest extends Crew {
  private final StampedLock lock = new StampedLock();

  private ThreadRecord acquires(long stamp) throws Exception {
    return onHost(() -> acquired(stamp));
  }

  private ThreadRecord acquired(long stamp) {
    StampHooks.acquired(lock, stamp);
    return Threads.mine();
  }

  private boolean releases(long stamp) {
    lock.unlock(stamp);
    StampHooks.released(lock, stamp);
    return true;
  }

  private long converted(long from, long to) {
    StampHooks.converted(lock, from, to);
    return to;
  }

  private long held(ThreadRecord r) {
    return r.heldOf(lock);
  }

  @Test
  void eachStampIsAHoldUntilItIsGivenBack() throws Exception {
    long first = lock.readLock();
    long second = lock.readLock();
    acquires(first);
    ThreadRecord r = acquires(second);
    assertEquals(2, held(r));
    onHost(() -> releases(second));
    onHost(() -> releases(first));
    assertEquals(0, r.depth());
    long write = lock.writeLock();
    acquires(write);
    assertEquals(1, held(r));
    onHost(() -> releases(write));
    assertEquals(0, r.depth());
  }

  @Test
  void anOptimisticStampIsNoHold() throws Exception {
    ThreadRecord r = acquires(lock.readLock());
    acquires(lock.tryOptimisticRead());
    assertEquals(1, held(r));
  }

  @Test
  void aReaderMayComeWithAnotherReadersStamp() throws Exception {
    long one = lock.readLock();
    long other = lock.readLock();
    ThreadRecord r = acquires(one);
    onHost(() -> releases(other));
    assertEquals(0, held(r));
  }

  @Test
  void aConversionKeepsOneHoldOrEndsItOrBeginsIt() throws Exception {
    long read = lock.readLock();
    ThreadRecord r = acquires(read);
    long write = onHost(() -> converted(read, lock.tryConvertToWriteLock(read)));
    assertEquals(1, held(r));
    assertEquals(write, r.extraAt(0));
    long none = onHost(() -> converted(write, lock.tryConvertToOptimisticRead(write)));
    assertEquals(0, r.depth());
    onHost(() -> converted(none, lock.tryConvertToReadLock(none)));
    assertEquals(1, held(r));
    onHost(() -> converted(write, lock.tryConvertToWriteLock(write)));
    assertEquals(1, held(r), "one that failed changes nothing");
  }

  @Test
  void aStampThatAnotherThreadGaveBackIsNobodysHold() throws Exception {
    long write = lock.writeLock();
    ThreadRecord r = acquires(write);
    assertEquals(1, held(r), "before");
    elsewhere(() -> releases(write));
    assertEquals(0, held(r));
    acquires(lock.writeLock());
    assertEquals(1, held(r), "the next one is a hold again");
  }

  @Test
  void theFormerHolderWhoGivesBackAnothersStampEndsThatOnesHold() throws Exception {
    long mine = lock.writeLock();
    ThreadRecord r = acquires(mine);
    elsewhere(() -> releases(mine));
    long his = lock.writeLock();
    ThreadRecord other = elsewhere(() -> acquired(his));
    assertEquals(1, held(other), "before");
    onHost(() -> releases(his));
    assertEquals(0, held(other));
    assertEquals(0, held(r));
  }

  @Test
  void aWriteLockTakenAfterAnotherGaveTheReadLockBackIsHeld() throws Exception {
    long read = lock.readLock();
    ThreadRecord r = acquires(read);
    elsewhere(() -> releases(read));
    assertEquals(0, held(r));
    acquires(lock.writeLock());
    assertEquals(1, held(r));
  }

  @Test
  void whoConvertsAnothersStampHoldsInItsPlace() throws Exception {
    long read = lock.readLock();
    ThreadRecord r = acquires(read);
    ThreadRecord other =
        elsewhere(
            () -> {
              converted(read, lock.tryConvertToWriteLock(read));
              return Threads.mine();
            });
    assertEquals(0, held(r));
    assertEquals(1, held(other));
  }
}
