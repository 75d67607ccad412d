package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

class ReadLockHooksTest extends Crew {
  private final Object readLock = new ReentrantReadWriteLock().readLock();

  private ThreadRecord acquires() throws Exception {
    return onHost(
        () -> {
          ReadLockHooks.acquired(readLock);
          return Threads.mine();
        });
  }

  private boolean releases() {
    ReadLockHooks.released(readLock);
    return true;
  }

  @Test
  void aReadLockIsOneEntryThatCountsUntilItIsReleasedAsOften() throws Exception {
    acquires();
    ThreadRecord r = acquires();
    assertEquals(1, r.depth());
    assertEquals(2, r.extraAt(0));
    onHost(this::releases);
    assertTrue(r.isHold(0));
    onHost(this::releases);
    assertEquals(0, r.depth());
  }

  @Test
  void eachReaderHasItsOwn() throws Exception {
    ThreadRecord r = acquires();
    elsewhere(
        () -> {
          ReadLockHooks.acquired(readLock);
          assertEquals(1, Threads.mine().heldOf(readLock));
          releases();
          assertEquals(0, Threads.mine().heldOf(readLock));
          return null;
        });
    assertEquals(1, r.heldOf(readLock));
  }

  @Test
  void oneThatIsOlderThanTheRecordIsReleasedWithoutATrace() throws Exception {
    elsewhere(
        () -> {
          releases();
          assertNull(Threads.mineIfAny());
          return null;
        });
    ThreadRecord r = acquires();
    onHost(this::releases);
    onHost(this::releases);
    assertEquals(0, r.depth());
    assertFalse(HandOvers.isHandedOver(readLock), "nobody releases another's");
  }

  @Test
  void whatAnEndedTaskLeftBehindIsNotTheNextTasks() throws Exception {
    ThreadRecord r = acquires();
    onHost(
        () -> {
          r.taskBoundary();
          return null;
        });
    acquires();
    assertEquals(2, r.depth());
    assertTrue(r.taskEndedAt(0));
    assertFalse(r.taskEndedAt(1));
    onHost(this::releases);
    assertEquals(1, r.depth());
    assertTrue(r.taskEndedAt(0), "its own goes first");
  }
}
