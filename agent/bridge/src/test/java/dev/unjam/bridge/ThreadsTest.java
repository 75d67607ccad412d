package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ThreadsTest extends Crew {
  private static Set<Long> known() {
    Set<Long> ids = new HashSet<>();
    Threads.forEach(r -> ids.add(r.id));
    return ids;
  }

  /** Runs this on as many threads at once, and waits until they are all dead. */
  private static List<ThreadRecord> dead(int threads, Consumer<ThreadRecord> body)
      throws InterruptedException {
    Set<ThreadRecord> records = ConcurrentHashMap.newKeySet();
    CountDownLatch together = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread t =
          new Thread(
              () -> {
                awaitQuietly(together);
                ThreadRecord r = Threads.mine();
                body.accept(r);
                records.add(r);
              });
      all.add(t);
      start(t);
    }
    together.countDown();
    for (Thread t : all) {
      t.join();
    }
    return List.copyOf(records);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyThreadThatRegistersAtTheSameTimeIsInTheRegistryOnce() throws Exception {
    List<ThreadRecord> records = dead(300, r -> assertSame(r, Threads.mine()));
    assertEquals(300, records.size());
    List<Long> listed = new ArrayList<>();
    Threads.forEach(r -> listed.add(r.id));
    assertEquals(listed.size(), new HashSet<>(listed).size());
    for (ThreadRecord r : records) {
      assertTrue(listed.contains(r.id));
      assertSame(r, Threads.byId(r.id));
    }
    Threads.prune();
  }

  @Test
  void theDeadAreForgottenUnlessTheyLeftSomething() throws Exception {
    Object lock = new Object();
    List<ThreadRecord> gone = dead(50, r -> {});
    List<ThreadRecord> leavers = dead(3, r -> HoldHooks.ownerSet(lock, Thread.currentThread()));
    ThreadRecord living = onHost(Threads::mine);
    Threads.prune();
    Threads.prune();
    Set<Long> known = known();
    gone.forEach(r -> assertFalse(known.contains(r.id)));
    leavers.forEach(r -> assertTrue(known.contains(r.id)));
    assertTrue(known.contains(living.id));
    leavers.forEach(r -> r.pop(lock));
    Threads.prune();
    Threads.prune();
    leavers.forEach(r -> assertNull(Threads.byId(r.id)));
  }

  @Test
  void aDeadThreadsDeletedLeaseIsNothingLeftBehind() throws Exception {
    LeaseRecord[] lease = new LeaseRecord[1];
    ThreadRecord r =
        dead(
                1,
                mine -> {
                  lease[0] = new LeaseRecord("/s/a.lock", mine);
                  mine.push(lease[0]);
                })
            .get(0);
    Threads.prune();
    assertNotNull(Threads.byId(r.id));
    lease[0].release();
    Threads.prune();
    Threads.prune();
    assertNull(Threads.byId(r.id));
  }

  @Test
  void noLivingThreadIsLostWhileOthersRegisterAndDieAndTheWatchdogPrunes() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread watchdog =
        new Thread(
            () -> {
              while (!over.get()) {
                Threads.prune();
              }
            });
    start(watchdog);
    CountDownLatch seen = new CountDownLatch(1);
    Set<ThreadRecord> living = ConcurrentHashMap.newKeySet();
    List<Thread> kept = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Thread t =
          new Thread(
              () -> {
                living.add(Threads.mine());
                awaitQuietly(seen);
              });
      kept.add(t);
      start(t);
      dead(20, r -> {});
    }
    org.awaitility.Awaitility.await().until(() -> living.size() == 40);
    over.set(true);
    watchdog.join();
    living.forEach(r -> assertSame(r, Threads.byId(r.id)));
    seen.countDown();
    for (Thread t : kept) {
      t.join();
    }
  }

  @Test
  void theAgentsOwnThreadsAreShownToNobody() throws Exception {
    ThreadRecord r =
        onHost(
            () -> {
              Threads.exemptCurrent();
              return Threads.mine();
            });
    assertFalse(known().contains(r.id));
  }
}
