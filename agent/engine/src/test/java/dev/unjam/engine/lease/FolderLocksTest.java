package dev.unjam.engine.lease;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderLocksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final FolderLocks locks = new FolderLocks();

  @Test
  void whoIsInAQueueThatMovesOnWaitsLongerThanForOne() throws Exception {
    long begun = System.nanoTime();
    FolderLock first = requireNonNull(locks.lock(folder, PATIENCE));
    CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> has(PATIENCE));
    // To take it once more is, for who waits, as if another one had got it.
    Awaitility.await()
        .pollInSameThread()
        .until(
            () -> {
              assertEquals(true, has(PATIENCE));
              return System.nanoTime() - begun > PATIENCE.toNanos() * 9 / 8;
            });
    assertEquals(false, other.isDone());
    giveBack(first);
    assertEquals(true, other.get(30, TimeUnit.SECONDS));
  }

  @Test
  void whereOneKeepsItForLongItIsNotToBeHad() throws Exception {
    FolderLock first = requireNonNull(locks.lock(folder, PATIENCE));
    assertEquals(false, CompletableFuture.supplyAsync(() -> has(Duration.ofMillis(50))).get());
    giveBack(first);
    assertEquals(true, CompletableFuture.supplyAsync(() -> has(PATIENCE)).get());
  }

  private static void giveBack(FolderLock lock) {
    try (lock) {
      assertNotNull(lock);
    }
  }

  private boolean has(Duration patience) {
    try (FolderLock lock = locks.lock(folder, patience)) {
      return lock != null;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
