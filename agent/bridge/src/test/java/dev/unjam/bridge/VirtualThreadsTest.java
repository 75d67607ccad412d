package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Records of virtual threads (JEP 444). */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest extends Crew {
  /** By reflection: the tests are compiled for 17. */
  private static Thread virtual(Runnable task) throws Exception {
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
  }

  private static int listed() {
    AtomicInteger n = new AtomicInteger();
    Threads.forEach(r -> n.incrementAndGet());
    return n.get();
  }

  private static void take(Object lock) {
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  private static void letGo(Object lock) {
    HoldHooks.ownerSet(lock, null);
  }

  @Test
  void thousandsThatTakeAndLetGoLeaveNothingInTheRegistryAndShareAFewRecords() throws Exception {
    int before = listed();
    Set<Long> records = ConcurrentHashMap.newKeySet();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      all.add(
          virtual(
              () -> {
                Object lock = new Object();
                take(lock);
                records.add(Threads.mine().id);
                letGo(lock);
              }));
    }
    for (Thread t : all) {
      t.join();
    }
    assertTrue(listed() - before < 1_100, "all but the first thousand have left");
    assertTrue(records.size() < 4_000, records.size() + " records");
    Threads.prune();
    // what other tests have left may go as well
    assertTrue(listed() <= before, () -> listed() + " rather than " + before);
  }

  @Test
  void thousandsThatCallUnderNoHoldLeaveNothingEither() throws Exception {
    int before = listed();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      all.add(
          virtual(
              () -> {
                Object entered = UrlConnectionHooks.enter(new Object(), -1);
                assertEquals(Threads.mine(), entered);
                assertTrue(UrlConnectionHooks.left(entered));
              }));
    }
    for (Thread t : all) {
      t.join();
    }
    assertTrue(listed() - before < 1_100, "all but the first thousand have left");
    Threads.prune();
    // what other tests have left may go as well
    assertTrue(listed() <= before, () -> listed() + " rather than " + before);
  }

  @Test
  void oneThatHoldsIsListedUntilItHasLetGo() throws Exception {
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    long[] id = new long[1];
    Thread t =
        virtual(
            () -> {
              Object lock = new Object();
              take(lock);
              id[0] = Threads.mine().id;
              holds.countDown();
              awaitQuietly(enough);
              letGo(lock);
            });
    holds.await();
    Threads.prune();
    ThreadRecord r = Threads.byId(id[0]);
    assertNotNull(r);
    assertEquals(t, r.thread);
    assertEquals(1, r.depth());
    enough.countDown();
    t.join();
    Threads.prune();
    assertNull(Threads.byId(id[0]));
  }

  @Test
  void whatADeadOneHeldIsKeptAndItsRecordIsNobodyElses() throws Exception {
    Object lock = new Object();
    long[] id = new long[1];
    Thread t =
        virtual(
            () -> {
              take(lock);
              id[0] = Threads.mine().id;
            });
    t.join();
    Threads.prune();
    ThreadRecord r = Threads.byId(id[0]);
    assertNotNull(r);
    assertEquals(lock, r.lockAt(0));
    for (int i = 0; i < 500; i++) {
      virtual(
              () -> {
                Object other = new Object();
                take(other);
                assertFalse(Threads.mine().id == id[0]);
                letGo(other);
              })
          .join();
    }
    assertEquals(t, r.thread);
    r.pop(lock);
  }

  @Test
  void aHoldsNumberIsNeverGivenOutAgainThoughRecordsAre() throws Exception {
    Set<String> holds = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    for (int i = 0; i < 2_000; i++) {
      virtual(
              () -> {
                Object lock = new Object();
                take(lock);
                ThreadRecord r = Threads.mine();
                if (!holds.add(r.id + ":" + r.seqAt(0))) {
                  twice.incrementAndGet();
                }
                letGo(lock);
              })
          .join();
    }
    assertEquals(0, twice.get());
    assertEquals(2_000, holds.size());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
