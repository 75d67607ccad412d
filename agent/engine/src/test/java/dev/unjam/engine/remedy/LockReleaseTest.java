package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.HoldCounts;
import dev.unjam.bridge.LockRevokedException;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.track.Synchronizers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LockReleaseTest {
  private static final Synchronizers SYNCHRONIZERS = Synchronizers.open();

  private final LockRelease release = new LockRelease(SYNCHRONIZERS);

  static Stream<WovenLock> locks() {
    return Stream.of(WovenLock.reentrant(), WovenLock.write());
  }

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

  private static Hold holdsThrice(HostThread owner, WovenLock lock) {
    HostThread.await(
        owner.run(
            () -> {
              lock.lock();
              lock.lock();
              lock.lock();
            }));
    return hold(owner, lock.sync());
  }

  /** What the thread holds of it right now. */
  static Hold hold(HostThread owner, Object key) {
    ThreadRecord r = owner.record();
    for (int i = 0; i < r.depth(); i++) {
      if (r.lockAt(i) == key) {
        Hold hold = Hold.of(r, r.seqAt(i), "taken from you", Long.MAX_VALUE);
        return Objects.requireNonNull(hold);
      }
    }
    throw new AssertionError("holds no " + key);
  }

  @ParameterizedTest
  @MethodSource("locks")
  void whatADeadOwnerHeldGoesToTheNextWaiterAllHoldsAtOnce(WovenLock lock) throws Exception {
    HostThread owner = HostThread.single("owner");
    Hold held = holdsThrice(owner, lock);
    owner.close();
    try (HostThread waiter = HostThread.single("waiter")) {
      CompletableFuture<Boolean> got = waiter.run(lock::lock);
      assertInstanceOf(Attempt.Done.class, release.release(held));
      assertTrue(HostThread.await(got));
      assertEquals(1, HostThread.await(waiter.call(lock::held)));
      HostThread.await(waiter.run(lock::unlock));
    }
    assertFalse(lock.isLocked());
  }

  @ParameterizedTest
  @MethodSource("locks")
  void whatAnEndedTaskLeftBehindIsReleasedAndTheThreadsNextTaskWaitsInLine(WovenLock lock)
      throws Exception {
    try (HostThread owner = HostThread.pooled("owner");
        HostThread waiter = HostThread.single("waiter")) {
      owner.taskBegins();
      holdsThrice(owner, lock);
      owner.taskEnds();
      CompletableFuture<Boolean> got = waiter.run(lock::lock);
      assertInstanceOf(Attempt.Done.class, release.release(hold(owner, lock.sync())));
      assertTrue(HostThread.await(got));
      owner.taskBegins();
      CompletableFuture<Boolean> again = owner.run(lock::lock);
      assertEquals(1, HostThread.await(waiter.call(lock::held)));
      assertFalse(again.isDone(), "the former owner does not simply re-enter");
      HostThread.await(waiter.run(lock::unlock));
      assertTrue(HostThread.await(again), "nor is the next task refused it");
      assertEquals(1, HostThread.await(owner.call(lock::held)));
      HostThread.await(owner.run(lock::unlock));
    }
    assertFalse(lock.isLocked());
  }

  @ParameterizedTest
  @MethodSource("locks")
  void whatTheThreadsNextTaskHasReenteredIsLeftToItUntilItIsThrough(WovenLock lock)
      throws Exception {
    try (HostThread owner = HostThread.pooled("owner")) {
      owner.taskBegins();
      holdsThrice(owner, lock);
      owner.taskEnds();
      owner.taskBegins();
      HostThread.await(owner.run(lock::lock));
      assertInstanceOf(Attempt.Gone.class, release.release(hold(owner, lock.sync())));
      assertEquals(4, HostThread.await(owner.call(lock::held)));
      HostThread.await(owner.run(lock::unlock));
      assertInstanceOf(Attempt.Done.class, release.release(hold(owner, lock.sync())));
      assertEquals(0, HostThread.await(owner.call(lock::held)));
      assertFalse(lock.isLocked());
    }
  }

  @ParameterizedTest
  @MethodSource("locks")
  void aLivingOwnersLateUnlockIsAbsorbedItsReturnRefusedAndItsNextTaskUntouched(WovenLock lock)
      throws Exception {
    try (HostThread owner = HostThread.pooled("owner");
        HostThread waiter = HostThread.single("waiter")) {
      owner.taskBegins();
      Hold held = holdsThrice(owner, lock);
      CompletableFuture<Boolean> got = waiter.run(lock::lock);
      assertInstanceOf(Attempt.Done.class, release.release(held));
      assertTrue(HostThread.await(got));
      assertInstanceOf(
          LockRevokedException.class, HostThread.failure(owner.run(lock::lock)), "comes back");
      CompletableFuture<Boolean> unwinds =
          owner.run(
              () -> {
                try {
                  throw new UncheckedIOException("its own", new IOException());
                } finally {
                  lock.unlock();
                }
              });
      assertEquals("its own", HostThread.failure(unwinds).getMessage());
      assertEquals(1, HostThread.await(waiter.call(lock::held)), "the waiter's is untouched");
      owner.taskEnds();
      HostThread.await(waiter.run(lock::unlock));
      owner.taskBegins();
      HostThread.await(owner.run(lock::lock));
      assertEquals(1, HostThread.await(owner.call(lock::held)));
      HostThread.await(owner.run(lock::unlock));
    }
    assertFalse(lock.isLocked());
  }

  @ParameterizedTest
  @MethodSource("locks")
  void aHoldThatTheOwnerTookAfterTheOneThatIsMeantIsLeftAlone(WovenLock lock) throws Exception {
    try (HostThread owner = HostThread.single("owner")) {
      HostThread.await(owner.run(lock::lock));
      Hold first = hold(owner, lock.sync());
      HostThread.await(owner.run(lock::unlock));
      HostThread.await(owner.run(lock::lock));
      assertInstanceOf(Attempt.Gone.class, release.release(first));
      assertEquals(1, HostThread.await(owner.call(lock::held)));
      HostThread.await(owner.run(lock::unlock));
    }
    assertFalse(lock.isLocked());
  }

  @Test
  void aLockThatHasAnotherOwnerByNowIsLeftAlone() throws Exception {
    WovenLock lock = WovenLock.reentrant();
    try (HostThread former = HostThread.single("former");
        HostThread present = HostThread.single("present")) {
      Hold held = holdsThrice(former, lock);
      HostThread.await(
          former.run(
              () -> {
                lock.unlock();
                lock.unlock();
                lock.unlock();
              }));
      HostThread.await(present.run(lock::lock));
      assertInstanceOf(Attempt.Gone.class, release.release(held));
      assertEquals(1, HostThread.await(present.call(lock::held)));
    }
  }

  @Test
  void whatIsNoQueuedSynchronizerIsNotReleased() throws Exception {
    try (HostThread owner = HostThread.single("owner")) {
      Hold held = holdsThrice(owner, WovenLock.reentrant());
      Hold other = new Hold(held.owner(), held.seq(), new Object(), 0, "taken", 0, 0, false);
      assertInstanceOf(Attempt.NoHandle.class, release.release(other));
    }
  }
}
