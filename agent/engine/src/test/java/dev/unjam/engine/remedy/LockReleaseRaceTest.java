package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ClaimHooks;
import dev.unjam.bridge.HoldCounts;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.track.Synchronizers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner that comes to its lock at the very instant of the release. */
class LockReleaseRaceTest {
  private static final Synchronizers SYNCHRONIZERS = Synchronizers.open();

  private final LockRelease release = new LockRelease(SYNCHRONIZERS);

  @BeforeEach
  void on() {
    Bridge.switchTo(true);
    HoldCounts.reader(SYNCHRONIZERS::holds);
  }

  @AfterEach
  void off() {
    Bridge.switchTo(false);
    HoldCounts.reader(null);
  }

  @Test
  void anOwnerInTheMidstOfItsOwnReleaseIsLeftToIt() throws Exception {
    SlowSync lock = new SlowSync();
    try (HostThread owner = HostThread.single("owner")) {
      HostThread.await(owner.run(() -> lock.acquire(1)));
      HostThread.await(owner.run(() -> HoldHooks.ownerSet(lock, Thread.currentThread())));
      CompletableFuture<Boolean> released = owner.call(() -> lock.release(1));
      HostThread.await(lock.inside);
      assertInstanceOf(Attempt.Gone.class, release.release(LockReleaseTest.hold(owner, lock)));
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
   * Asks for claims as woven code does: within a frame of the lock's own, where a handshake finds
   * who has asked and has not gone on yet.
   */
  private static final class GatedSync extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    void lock() {
      ClaimHooks.acquiring(this);
      acquire(1);
    }

    void unlock() {
      if (!ClaimHooks.absorbs(this)) {
        release(1);
      }
    }

    boolean isLocked() {
      return getState() != 0;
    }

    @Override
    protected boolean tryAcquire(int n) {
      if (!compareAndSetState(0, n)) {
        return false;
      }
      HoldHooks.ownerSet(this, Thread.currentThread());
      setExclusiveOwnerThread(Thread.currentThread());
      return true;
    }

    @Override
    protected boolean tryRelease(int n) {
      if (getExclusiveOwnerThread() != Thread.currentThread()) {
        throw new IllegalMonitorStateException();
      }
      HoldHooks.ownerSet(this, null);
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
        race(owner, waiter, remedy);
      }
    }
  }

  private void race(HostThread owner, HostThread waiter, HostThread remedy) {
    GatedSync lock = new GatedSync();
    AtomicInteger inside = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(2);
    HostThread.await(owner.run(lock::lock));
    Hold held = LockReleaseTest.hold(owner, lock);
    CompletableFuture<Boolean> unlocked =
        owner.call(
            () -> {
              together.await();
              lock.unlock();
              return true;
            });
    CompletableFuture<Attempt> released =
        remedy.call(
            () -> {
              together.await();
              return release.release(held);
            });
    CompletableFuture<Boolean> next = waiter.run(() -> criticalSection(lock, inside));
    assertTrue(HostThread.await(unlocked), "whoever was first, the owner hears nothing of it");
    Attempt attempt = HostThread.await(released);
    assertTrue(HostThread.await(next), () -> "the waiter is lost: " + attempt);
    assertFalse(lock.isLocked(), () -> "left locked: " + attempt);
  }

  private static void criticalSection(GatedSync lock, AtomicInteger inside) {
    lock.lock();
    try {
      assertEquals(1, inside.incrementAndGet(), "two owners");
      inside.decrementAndGet();
    } finally {
      lock.unlock();
    }
  }
}
