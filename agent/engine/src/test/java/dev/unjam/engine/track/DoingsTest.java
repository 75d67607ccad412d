package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.host.common.util.concurrent.AbstractFuture;
import dev.unjam.engine.track.HolderView.Doing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Real threads, each parked on something. */
class DoingsTest {
  private final Doings doings = new Doings(Synchronizers.open());

  private static Thread parked(Runnable work) {
    Thread t = new Thread(work, "host");
    t.setDaemon(true);
    t.start();
    Awaitility.await().until(() -> LockSupport.getBlocker(t) != null);
    Awaitility.await().until(() -> t.getState() == Thread.State.WAITING);
    return t;
  }

  @Test
  void whoIsParkedOnAFutureOfTheJdksOrGuavasAwaitsIt() {
    CompletableFuture<String> jdks = new CompletableFuture<>();
    Thread onJdks = parked(jdks::join);
    assertEquals(Doing.AWAITING_FUTURE, doings.of(onJdks));
    AbstractFuture guavas = new AbstractFuture() {};
    Thread onGuavas = parked(guavas::await);
    assertEquals(Doing.AWAITING_FUTURE, doings.of(onGuavas));
    jdks.complete("");
    guavas.complete(onGuavas);
  }

  @Test
  void whoIsParkedOnSomethingElseDoesNot() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    Thread onLatch =
        parked(
            () -> {
              try {
                latch.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertEquals(Doing.WAITING, doings.of(onLatch));
    latch.countDown();
    onLatch.join(20_000);
    assertEquals(Doing.RUNNING, doings.of(onLatch));
  }

  @Test
  void whoWaitsForALockThatSomebodyHasIsBehindThem() {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      Thread behind = parked(lock::lock);
      assertEquals(Doing.BLOCKED_BEHIND_OTHER, doings.of(behind));
    } finally {
      lock.unlock();
    }
  }
}
