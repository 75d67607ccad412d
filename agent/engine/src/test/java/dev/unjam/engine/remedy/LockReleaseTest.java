package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.track.Synchronizers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LockReleaseTest {
  private final LockRelease release = new LockRelease(Synchronizers.open());

  static Stream<WovenLock> locks() {
    return Stream.of(WovenLock.reentrant(), WovenLock.write());
  }

  @BeforeEach
  void on() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void off() {
    Bridge.switchTo(false);
  }

  private static ThreadRecord holdsThrice(HostThread owner, WovenLock lock) {
    HostThread.await(
        owner.run(
            () -> {
              lock.lock();
              lock.lock();
              lock.lock();
            }));
    return owner.record();
  }

  @ParameterizedTest
  @MethodSource("locks")
  void whatADeadOwnerHeldGoesToTheNextWaiterAllHoldsAtOnce(WovenLock lock) throws Exception {
    HostThread owner = HostThread.single("owner");
    ThreadRecord r = holdsThrice(owner, lock);
    owner.close();
    try (HostThread waiter = HostThread.single("waiter")) {
      CompletableFuture<Boolean> got = waiter.run(lock::lock);
      assertInstanceOf(Attempt.Done.class, release.release(r, lock.sync()));
      assertTrue(HostThread.await(got));
      assertEquals(1, HostThread.await(waiter.call(lock::held)));
      HostThread.await(waiter.run(lock::unlock));
    }
    assertFalse(lock.isLocked());
  }

  @ParameterizedTest
  @MethodSource("locks")
  void whatAnIdlePooledOwnerHeldIsReleasedAndItsReentryWaitsInLine(WovenLock lock)
      throws Exception {
    try (HostThread owner = HostThread.single("owner");
        HostThread waiter = HostThread.single("waiter")) {
      ThreadRecord r = holdsThrice(owner, lock);
      CompletableFuture<Boolean> got = waiter.run(lock::lock);
      assertInstanceOf(Attempt.Done.class, release.release(r, lock.sync()));
      assertTrue(HostThread.await(got));
      CompletableFuture<Boolean> again = owner.run(lock::lock);
      assertEquals(1, HostThread.await(waiter.call(lock::held)));
      assertFalse(again.isDone(), "the former owner does not simply re-enter");
      HostThread.await(waiter.run(lock::unlock));
      assertTrue(HostThread.await(again));
      assertEquals(1, HostThread.await(owner.call(lock::held)));
    }
  }

  @Test
  void aLockThatHasAnotherOwnerByNowIsLeftAlone() throws Exception {
    WovenLock lock = WovenLock.reentrant();
    try (HostThread former = HostThread.single("former");
        HostThread present = HostThread.single("present")) {
      ThreadRecord r = holdsThrice(former, lock);
      HostThread.await(
          former.run(
              () -> {
                lock.unlock();
                lock.unlock();
                lock.unlock();
              }));
      HostThread.await(present.run(lock::lock));
      assertInstanceOf(Attempt.Gone.class, release.release(r, lock.sync()));
      assertEquals(1, HostThread.await(present.call(lock::held)));
    }
  }

  @Test
  void whatIsNoQueuedSynchronizerIsNotReleased() throws Exception {
    try (HostThread owner = HostThread.single("owner")) {
      ThreadRecord r = holdsThrice(owner, WovenLock.reentrant());
      assertFalse(release.release(r, new Object()) instanceof Attempt.Done);
    }
  }

  @Test
  void anOwnerInTheMidstOfItsOwnReleaseIsLeftToIt() throws Exception {
    SlowSync lock = new SlowSync();
    try (HostThread owner = HostThread.single("owner")) {
      HostThread.await(owner.run(() -> lock.acquire(1)));
      HostThread.await(owner.run(() -> HoldHooks.ownerSet(lock, Thread.currentThread())));
      CompletableFuture<Boolean> released = owner.call(() -> lock.release(1));
      HostThread.await(lock.inside);
      assertInstanceOf(Attempt.Gone.class, release.release(owner.record(), lock));
      lock.goOn = true;
      assertTrue(HostThread.await(released));
    }
  }

  /**
   * Has passed the check of its owner and has not released yet: what it writes is still to come.
   */
  private static final class SlowSync extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;
    final transient CompletableFuture<Boolean> inside = new CompletableFuture<>();
    volatile boolean goOn;

    @Override
    protected boolean tryAcquire(int n) {
      setExclusiveOwnerThread(Thread.currentThread());
      setState(n);
      return true;
    }

    @Override
    protected boolean tryRelease(int n) {
      inside.complete(true);
      while (!goOn) {
        Thread.onSpinWait();
      }
      setExclusiveOwnerThread(null);
      setState(0);
      return true;
    }
  }

  /**
   * The owner wakes up in the very instant of the release. Either it unlocks by itself, or the lock
   * was taken from it: in no order do two threads own it at once, and it always ends up free.
   */
  @Test
  void anOwnerThatWakesUpAtTheSameInstantNeverMakesTwoOwners() throws Exception {
    try (HostThread owner = HostThread.single("owner");
        HostThread waiter = HostThread.single("waiter");
        HostThread remedy = HostThread.single("remedy")) {
      for (int round = 0; round < 3_000; round++) {
        race(owner, waiter, remedy, round);
      }
    }
  }

  private void race(HostThread owner, HostThread waiter, HostThread remedy, int round) {
    WovenLock lock = round % 2 == 0 ? WovenLock.reentrant() : WovenLock.write();
    AtomicInteger inside = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(2);
    HostThread.await(owner.run(lock::lock));
    ThreadRecord r = owner.record();
    CompletableFuture<Boolean> unlocked =
        owner.call(
            () -> {
              together.await();
              return unlocks(lock);
            });
    CompletableFuture<Attempt> released =
        remedy.call(
            () -> {
              together.await();
              return release.release(r, lock.sync());
            });
    CompletableFuture<Boolean> next = waiter.run(() -> criticalSection(lock, inside));
    boolean byOwner = HostThread.await(unlocked);
    Attempt attempt = HostThread.await(released);
    assertTrue(byOwner || attempt instanceof Attempt.Done, () -> "nobody released: " + attempt);
    assertTrue(HostThread.await(next));
    HostThread.await(owner.run(() -> criticalSection(lock, inside)));
    assertFalse(lock.isLocked(), () -> "left locked: " + attempt);
  }

  private static boolean unlocks(WovenLock lock) {
    try {
      lock.unlock();
      return true;
    } catch (IllegalMonitorStateException e) {
      // It was taken away an instant before.
      return false;
    }
  }

  private static void criticalSection(WovenLock lock, AtomicInteger inside) {
    lock.lock();
    try {
      assertEquals(1, inside.incrementAndGet(), "two owners");
      inside.decrementAndGet();
    } finally {
      lock.unlock();
    }
  }
}
