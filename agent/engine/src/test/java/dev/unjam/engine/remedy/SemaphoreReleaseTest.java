package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Claim;
import dev.unjam.bridge.ClaimHooks;
import dev.unjam.bridge.Entries;
import dev.unjam.bridge.LockRevokedException;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.host.HostThread;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SemaphoreReleaseTest {
  private final Release release = new SemaphoreRelease();
  private final Semaphore semaphore = new Semaphore(3);

  @BeforeEach
  void on() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void off() {
    Bridge.switchTo(false);
  }

  private void acquire(int permits) {
    ClaimHooks.acquiring(semaphore);
    semaphore.acquireUninterruptibly(permits);
    Entries.add(semaphore, permits);
  }

  private void giveBack(int permits) {
    int left = permits - ClaimHooks.absorbs(semaphore, permits);
    Entries.remove(semaphore);
    semaphore.release(left);
  }

  private Hold held(HostThread holder) {
    return LockReleaseTest.hold(holder, semaphore);
  }

  @Test
  void thePermitsOfADeadThreadGoToTheNextWaiter() throws Exception {
    HostThread holder = HostThread.single("holder");
    HostThread.await(holder.run(() -> acquire(3)));
    Hold held = held(holder);
    holder.close();
    try (HostThread waiter = HostThread.single("waiter")) {
      CompletableFuture<Boolean> got = waiter.run(() -> acquire(2));
      assertEquals(0, semaphore.availablePermits());
      assertFalse(got.isDone(), "without the remedy it stays stuck");
      assertInstanceOf(Attempt.Done.class, release.release(held));
      assertTrue(HostThread.await(got));
      HostThread.await(waiter.run(() -> giveBack(2)));
    }
    assertEquals(3, semaphore.availablePermits());
  }

  @Test
  void ofALateReleaseExactlyTheSurplusIsAbsorbed() throws Exception {
    try (HostThread holder = HostThread.pooled("holder")) {
      holder.taskBegins();
      HostThread.await(holder.run(() -> acquire(2)));
      assertInstanceOf(Attempt.Done.class, release.release(held(holder)));
      assertEquals(3, semaphore.availablePermits());
      assertInstanceOf(
          LockRevokedException.class, HostThread.failure(holder.run(() -> acquire(1))));
      HostThread.await(holder.run(() -> giveBack(1)));
      assertEquals(3, semaphore.availablePermits());
      HostThread.await(holder.run(() -> giveBack(3)));
      assertEquals(5, semaphore.availablePermits(), "two of these were never taken");
    }
  }

  @Test
  void theThreadsNextTaskIsUntouched() throws Exception {
    try (HostThread holder = HostThread.pooled("holder")) {
      holder.taskBegins();
      HostThread.await(holder.run(() -> acquire(2)));
      assertInstanceOf(Attempt.Done.class, release.release(held(holder)));
      holder.taskEnds();
      holder.taskBegins();
      HostThread.await(holder.run(() -> acquire(1)));
      assertEquals(2, semaphore.availablePermits());
      HostThread.await(holder.run(() -> giveBack(1)));
      assertEquals(3, semaphore.availablePermits());
    }
  }

  @Test
  void aPermitThatWasHandedOverAndComesBackLateMakesNoSurplus() throws Exception {
    HostThread holder = HostThread.single("holder");
    HostThread.await(holder.run(() -> acquire(2)));
    Hold held = held(holder);
    holder.close();
    try (HostThread other = HostThread.single("other")) {
      assertInstanceOf(Attempt.Done.class, release.release(held));
      HostThread.await(other.run(() -> acquire(1)));
      HostThread.await(other.run(() -> giveBack(1)));
      assertEquals(3, semaphore.availablePermits(), "its own is given back");
      HostThread.await(other.run(() -> giveBack(1)));
      assertEquals(3, semaphore.availablePermits(), "the dead thread's was already");
    }
  }

  @Test
  void theReleaseOfOneLeakedPermitSwallowsNotThatOfAnother() throws Exception {
    Semaphore woven = wovenOf(2);
    List<Hold> leaked = List.of(leaked(woven), leaked(woven));
    try (HostThread waiter = HostThread.single("waiter");
        HostThread remedy = HostThread.single("remedy");
        HostThread late = HostThread.single("late")) {
      CompletableFuture<Boolean> got = waiter.run(() -> woven.acquireUninterruptibly(2));
      HostThread.await(remedy.run(Threads::exemptCurrent));
      for (Hold hold : leaked) {
        assertFalse(got.isDone());
        Attempt came = HostThread.await(remedy.call(() -> release.release(hold)));
        assertInstanceOf(Attempt.Done.class, came);
      }
      assertTrue(HostThread.await(got));
      HostThread.await(late.run(() -> woven.release(2)));
      assertEquals(0, woven.availablePermits(), "the host's late release still is absorbed");
    }
  }

  private static Semaphore wovenOf(int permits) {
    return new Semaphore(permits) {
      @Override
      public void release(int permits) {
        super.release(permits - ClaimHooks.absorbs(this, permits));
      }
    };
  }

  private static Hold leaked(Semaphore semaphore) throws Exception {
    HostThread holder = HostThread.single("holder");
    HostThread.await(
        holder.run(
            () -> {
              semaphore.acquireUninterruptibly();
              Entries.add(semaphore, 1);
            }));
    Hold hold = LockReleaseTest.hold(holder, semaphore);
    holder.close();
    return hold;
  }

  @Test
  void whereNoMoreClaimsCanBePutUpNothingIsReleased() throws Exception {
    try (HostThread holder = HostThread.pooled("holder");
        HostThread fenced = HostThread.pooled("fenced")) {
      holder.taskBegins();
      fenced.taskBegins();
      HostThread.await(holder.run(() -> acquire(2)));
      Object taken = new Object();
      HostThread.await(fenced.run(() -> Entries.add(taken, 1)));
      fill(LockReleaseTest.hold(fenced, taken));
      assertEquals(Release.NO_ROOM, release.release(held(holder)));
      assertEquals(1, semaphore.availablePermits());
      fenced.taskEnds();
      assertInstanceOf(Attempt.Done.class, release.release(held(holder)));
      assertEquals(3, semaphore.availablePermits());
    }
  }

  private static void fill(Hold running) {
    for (int i = 0; i < 1_000; i++) {
      Claim claim = running.claim(0, 0);
      if (claim == null) {
        return;
      }
      claim.take();
      claim.settle();
    }
    throw new AssertionError("there is no end of claims");
  }

  @Test
  void permitsThatWereGivenBackAreNotGivenBackAgain() throws Exception {
    try (HostThread holder = HostThread.single("holder")) {
      HostThread.await(holder.run(() -> acquire(2)));
      Hold held = held(holder);
      HostThread.await(holder.run(() -> giveBack(2)));
      assertInstanceOf(Attempt.Gone.class, release.release(held));
      assertEquals(3, semaphore.availablePermits());
    }
  }

  @Test
  void aHolderThatReleasesAtTheSameInstantMakesNoSurplusAndLosesNone() throws Exception {
    try (HostThread holder = HostThread.pooled("holder");
        HostThread remedy = HostThread.single("remedy")) {
      for (int round = 0; round < 200; round++) {
        holder.taskBegins();
        HostThread.await(holder.run(() -> acquire(2)));
        Hold held = held(holder);
        CyclicBarrier together = new CyclicBarrier(2);
        CompletableFuture<Attempt> attempt =
            remedy.call(
                () -> {
                  together.await();
                  return release.release(held);
                });
        CompletableFuture<Boolean> gaveBack =
            holder.call(
                () -> {
                  together.await();
                  // The remedy looks twice, ten milliseconds each: try all of the time between.
                  long until = System.nanoTime() + held.seq() % 30 * 1_000_000;
                  while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                  }
                  giveBack(2);
                  return true;
                });
        assertTrue(HostThread.await(gaveBack));
        Attempt came = HostThread.await(attempt);
        assertEquals(3, semaphore.availablePermits(), came::toString);
        holder.taskEnds();
      }
    }
  }
}
