package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lock file that waits until others are removed in its folder. */
@Timeout(60)
class OwnLockAtItsTurnTest {
  @TempDir Path folder;

  /** The holder renews it while another removal in its folder takes its time. */
  @Test
  void whatItIsAtItsTurnDecidesNotWhatItWasBeforeTheWait() throws Exception {
    Path lock = Locks.write(folder, "a.lock", ProcessHandle.current().pid(), Instant.now());
    CountDownLatch mayLeave = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                new Guard(Duration.ofSeconds(60))
                    .whileHeld(
                        folder,
                        () -> {
                          inside.countDown();
                          await(mayLeave);
                          return new RemoveOutcome.Gone();
                        }));
    other.start();
    inside.await();
    AtomicInteger looked = new AtomicInteger();
    AtomicReference<@Nullable RemoveOutcome> outcome = new AtomicReference<>();
    LockFileRemover patient = new LockFileRemover(Duration.ofSeconds(60), Step.Listener.NOBODY);
    LockFileRemover.Look look =
        now -> {
          looked.incrementAndGet();
          return null;
        };
    Thread waits = new Thread(() -> outcome.set(patient.removeOwn(lock, look, () -> true)));
    waits.start();
    Awaitility.await().until(() -> waits.getState() == Thread.State.TIMED_WAITING);
    Files.setLastModifiedTime(lock, FileTime.fromMillis(1));
    assertEquals(0, looked.get(), "before its turn");
    mayLeave.countDown();
    waits.join();
    other.join();
    assertInstanceOf(RemoveOutcome.Removed.class, outcome.get());
    assertEquals(1, looked.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
