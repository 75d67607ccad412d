package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ClaimHooks;
import dev.unjam.bridge.Entries;
import dev.unjam.bridge.LockRevokedException;
import dev.unjam.bridge.StampClaimHooks;
import dev.unjam.engine.host.HostThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StampReleaseTest {
  private final Release release = new StampRelease();
  private final StampedLock lock = new StampedLock();

  @BeforeEach
  void on() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void off() {
    Bridge.switchTo(false);
  }

  private long write() {
    ClaimHooks.acquiring(lock);
    return taken(lock.writeLock());
  }

  private long read() {
    ClaimHooks.acquiring(lock);
    return taken(lock.readLock());
  }

  private long taken(long stamp) {
    Entries.add(lock, stamp);
    return stamp;
  }

  private void unlock(long stamp) {
    if (!StampClaimHooks.absorbs(lock, stamp)) {
      Entries.remove(lock);
      lock.unlock(stamp);
    }
  }

  private Hold held(HostThread holder) {
    return LockReleaseTest.hold(holder, lock);
  }

  @Test
  void theWriteLockOfADeadThreadGoesToTheNextWaiter() throws Exception {
    HostThread holder = HostThread.single("holder");
    HostThread.await(holder.call(this::write));
    Hold held = held(holder);
    holder.close();
    try (HostThread waiter = HostThread.single("waiter")) {
      CompletableFuture<Long> got = waiter.call(this::read);
      assertFalse(got.isDone(), "without the remedy it stays stuck");
      assertInstanceOf(Attempt.Done.class, release.release(held));
      long stamp = HostThread.await(got);
      HostThread.await(waiter.run(() -> unlock(stamp)));
    }
    assertFalse(lock.isReadLocked() || lock.isWriteLocked());
  }

  @Test
  void aLateUnlockWriteIsAbsorbedAReturnIsRefusedAndTheNewWriterIsUntouched() throws Exception {
    try (HostThread holder = HostThread.pooled("holder");
        HostThread waiter = HostThread.single("waiter")) {
      holder.taskBegins();
      long old = HostThread.await(holder.call(this::write));
      assertInstanceOf(Attempt.Done.class, release.release(held(holder)));
      long stamp = HostThread.await(waiter.call(this::write));
      HostThread.await(holder.run(() -> unlock(old)));
      assertTrue(lock.isWriteLocked());
      assertInstanceOf(LockRevokedException.class, HostThread.failure(holder.call(this::read)));
      assertTrue(HostThread.await(holder.call(() -> StampClaimHooks.refuses(lock, old))));
      HostThread.await(waiter.run(() -> unlock(stamp)));
      holder.taskEnds();
      holder.taskBegins();
      long next = HostThread.await(holder.call(this::write));
      HostThread.await(holder.run(() -> unlock(next)));
    }
    assertFalse(lock.isWriteLocked());
  }

  @Test
  void aLateUnlockReadTakesNoOtherReadersHold() throws Exception {
    try (HostThread holder = HostThread.pooled("holder");
        HostThread reader = HostThread.single("reader")) {
      holder.taskBegins();
      long old = HostThread.await(holder.call(this::read));
      long other = HostThread.await(reader.call(this::read));
      assertInstanceOf(Attempt.Done.class, release.release(held(holder)));
      assertEquals(1, lock.getReadLockCount());
      HostThread.await(holder.run(() -> unlock(old)));
      assertEquals(1, lock.getReadLockCount(), "the other reader's");
      HostThread.await(reader.run(() -> unlock(other)));
    }
    assertFalse(lock.isReadLocked());
  }

  @Test
  void aStampThatWasGivenBackIsNotGivenBackAgain() throws Exception {
    try (HostThread holder = HostThread.single("holder");
        HostThread next = HostThread.single("next")) {
      long stamp = HostThread.await(holder.call(this::write));
      Hold held = held(holder);
      HostThread.await(holder.run(() -> unlock(stamp)));
      HostThread.await(next.call(this::write));
      assertInstanceOf(Attempt.Gone.class, release.release(held));
      assertTrue(lock.isWriteLocked());
    }
  }
}
