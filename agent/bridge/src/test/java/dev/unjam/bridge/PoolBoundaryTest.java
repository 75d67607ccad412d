package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a pool's worker does to its own mark, on a real worker object. */
class PoolBoundaryTest extends Crew {
  private final CompletableFuture<Object> made = new CompletableFuture<>();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), this::workersThread);

  private final Object lock = new Object();
  private Object worker = new Object();

  private Thread workersThread(Runnable itself) {
    made.complete(itself);
    Thread t = new Thread(itself);
    t.setDaemon(true);
    return t;
  }

  @BeforeEach
  void aWorker() throws Exception {
    assertTrue(pool.prestartCoreThread());
    worker = within(made);
  }

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  private void begins() {
    HoldHooks.ownerSet(worker, null);
  }

  private void taskStarts() {
    HoldHooks.ownerSet(worker, Thread.currentThread());
  }

  private void taskEnds() {
    HoldHooks.ownerSet(worker, null);
  }

  private void takes() {
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  /** The place of the lock in the record. */
  private int at(ThreadRecord r) {
    for (int i = 0; i < r.depth(); i++) {
      if (r.lockAt(i) == lock) {
        return i;
      }
    }
    throw new AssertionError("not held");
  }

  @Test
  void whatATaskTakesIsAHoldAndNeitherItsMarkNorALibrarysOwnLockIs() throws Exception {
    onHost(
        () -> {
          begins();
          taskStarts();
          assertHolds(false);
          Object library = new Object();
          HoldHooks.innerBegins();
          HoldHooks.ownerSet(library, Thread.currentThread());
          assertHolds(false);
          takes();
          assertHolds(true);
          HoldHooks.ownerSet(lock, null);
          assertHolds(false);
          HoldHooks.ownerSet(library, null);
          HoldHooks.innerEnds();
          takes();
          assertHolds(true);
          HoldHooks.ownerSet(lock, null);
          taskEnds();
          return null;
        });
  }

  private static void assertHolds(boolean holds) {
    assertEquals(holds, Threads.mine().holdsOfItsOwn());
    assertEquals(holds, Threads.mine().holdsAnything());
  }

  @Test
  void aHoldOutlivesItsTaskOnlyAsOneThatNobodyWillRelease() throws Exception {
    onHost(
        () -> {
          begins();
          taskStarts();
          takes();
          ThreadRecord r = Threads.mine();
          assertFalse(r.taskEndedAt(at(r)));
          assertTrue(r.holdsAnything());
          taskEnds();
          assertTrue(r.taskEndedAt(at(r)));
          assertTrue(r.isHold(at(r)), "it is still held");
          assertFalse(r.stillHolds(r.seqAt(at(r))));
          taskStarts();
          assertTrue(r.taskEndedAt(at(r)), "the next task is not the one that took it");
          assertFalse(r.holdsAnything());
          return null;
        });
  }

  @Test
  void theMarkOfARunningTaskIsNoHoldOfTheHosts() throws Exception {
    onHost(
        () -> {
          begins();
          taskStarts();
          ThreadRecord r = Threads.mine();
          assertEquals(1, r.depth());
          assertFalse(r.isHold(0));
          assertFalse(r.holdsAnything());
          return null;
        });
  }

  @Test
  void aTaskThatRanWhenTheBridgeWasSwitchedOnHasItsEndSeenAllTheSame() throws Exception {
    onHost(
        () -> {
          takes();
          ThreadRecord r = Threads.mine();
          assertFalse(r.taskEndedAt(0));
          taskEnds();
          assertTrue(r.taskEndedAt(0));
          return null;
        });
  }

  @Test
  void interruptingIdleWorkersFromAnotherThreadIsNoBoundaryOfItsTask() throws Exception {
    Object mainLock = new Object();
    onHost(
        () -> {
          takes();
          ThreadRecord r = Threads.mine();
          int task = r.task();
          for (int i = 0; i < 3; i++) {
            // ThreadPoolExecutor.interruptIdleWorkers: each worker's lock under the pool's own
            HoldHooks.ownerSet(mainLock, Thread.currentThread());
            HoldHooks.ownerSet(worker, Thread.currentThread());
            HoldHooks.ownerSet(worker, null);
            HoldHooks.ownerSet(mainLock, null);
          }
          assertEquals(task, r.task());
          assertFalse(r.taskEndedAt(at(r)));
          return null;
        });
  }

  @Test
  void interruptingIdleWorkersFromAThreadThatHoldsNothingLeavesItsLaterHoldsAlone()
      throws Exception {
    Object mainLock = new Object();
    onHost(
        () -> {
          HoldHooks.ownerSet(mainLock, Thread.currentThread());
          HoldHooks.ownerSet(worker, Thread.currentThread());
          HoldHooks.ownerSet(worker, null);
          HoldHooks.ownerSet(mainLock, null);
          takes();
          HoldHooks.ownerSet(mainLock, Thread.currentThread());
          HoldHooks.ownerSet(worker, Thread.currentThread());
          HoldHooks.ownerSet(worker, null);
          HoldHooks.ownerSet(mainLock, null);
          ThreadRecord r = Threads.mine();
          assertFalse(r.taskEndedAt(at(r)));
          return null;
        });
  }

  @Test
  void anotherPoolsWorkerIsNoBoundaryOfThisOnesTask() throws Exception {
    CompletableFuture<Object> otherMade = new CompletableFuture<>();
    ThreadPoolExecutor other =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            r -> {
              otherMade.complete(r);
              return new Thread(r);
            });
    other.prestartCoreThread();
    Object otherWorker = within(otherMade);
    other.shutdownNow();
    onHost(
        () -> {
          begins();
          taskStarts();
          takes();
          HoldHooks.ownerSet(otherWorker, Thread.currentThread());
          HoldHooks.ownerSet(otherWorker, null);
          ThreadRecord r = Threads.mine();
          assertFalse(r.taskEndedAt(at(r)));
          return null;
        });
  }
}
