package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs at one lock file, one of them stopped at the very step where it matters. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RemoversRaceTest {
  @TempDir Path folder;
  private Path lock;

  @BeforeEach
  void leaveAStaleLock() throws Exception {
    lock = Locks.write(folder, "s.jsonl.lock", Children.dead(), Instant.now());
  }

  @Test
  void aLockTakenBetweenTheLookAndTheRenameIsPutBackAsItWas() throws Exception {
    try (OtherRemover other = OtherRemover.of(lock)) {
      other.until(Step.LOOKED_AT);
      FileIdentity live = takeAnew();
      assertTrue(other.finish().startsWith("Changed"));
      assertEquals(live, FileIdentity.of(lock));
      assertEquals(List.of(Guard.NAME, "s.jsonl.lock"), names());
    }
  }

  @Test
  void aRemoverThatLooksAndDeletesTakesTheVerySameLockAway() throws Exception {
    try (OtherRemover other = OtherRemover.plain(lock)) {
      other.until(Step.LOOKED_AT);
      assertNotNull(takeAnew());
      assertTrue(other.finish().startsWith("Removed"));
      assertNull(FileIdentity.of(lock));
    }
  }

  @Test
  void aLockTakenWhileAnotherLiveOneLiesAsideStaysAndSoDoesTheOther() throws Exception {
    try (OtherRemover other = OtherRemover.of(lock)) {
      other.until(Step.LOOKED_AT);
      FileIdentity caught = takeAnew();
      other.goOn();
      other.until(Step.MOVED_ASIDE);
      FileIdentity newer = take();
      String said = other.finish();
      assertTrue(said.startsWith("Failed") && said.contains("is kept as"), said);
      assertEquals(newer, FileIdentity.of(lock));
      Path aside = Leftovers.in(folder).get(0);
      assertEquals(caught, FileIdentity.of(aside));
    }
  }

  @Test
  void whileOneRemovesAnotherIsRefusedAndWhenItIsKilledTheKernelLetsTheOtherIn() throws Exception {
    LockFile seen = LockFileReader.read(lock).orElseThrow();
    LockFileRemover impatient = new LockFileRemover(Duration.ofMillis(50), Step.Listener.NOBODY);
    try (OtherRemover other = OtherRemover.of(lock)) {
      other.until(Step.LOOKED_AT);
      assertInstanceOf(RemoveOutcome.Refused.class, impatient.remove(seen));
      other.kill();
      assertInstanceOf(RemoveOutcome.Removed.class, impatient.remove(seen));
    }
  }

  @Test
  void whoWaitsForAGuardFileThatIsReplacedMeanwhileWaitsForTheNewOne() throws Exception {
    LockFile seen = LockFileReader.read(lock).orElseThrow();
    LockFileRemover patient = new LockFileRemover(Duration.ofSeconds(60), Step.Listener.NOBODY);
    Path next = Locks.write(folder, "t.jsonl.lock", Children.dead(), Instant.now());
    try (OtherRemover first = OtherRemover.of(lock)) {
      first.until(Step.GUARDED);
      // Not in the common pool, which may have one thread and waits for processes as well.
      CompletableFuture<RemoveOutcome> waits =
          CompletableFuture.supplyAsync(
              () -> patient.remove(seen), task -> new Thread(task).start());
      awaitOpen(folder.resolve(Guard.NAME));
      Files.delete(folder.resolve(Guard.NAME));
      try (OtherRemover second = OtherRemover.of(next)) {
        second.until(Step.GUARDED);
        first.kill();
        assertTrue(!isDoneSoon(waits), "two are inside");
        second.kill();
        assertInstanceOf(RemoveOutcome.Removed.class, waits.get(60, TimeUnit.SECONDS));
      }
    }
  }

  /** What must not happen can only be given a while to happen in. */
  private static boolean isDoneSoon(CompletableFuture<RemoveOutcome> waits) throws Exception {
    try {
      waits.get(300, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static void awaitOpen(Path file) throws IOException {
    Awaitility.await()
        .until(
            () -> {
              try (var open = Files.list(Path.of("/proc/self/fd"))) {
                return open.anyMatch(fd -> file.equals(target(fd)));
              }
            });
  }

  private static @Nullable Path target(Path fd) {
    try {
      return Files.readSymbolicLink(fd);
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable FileIdentity takeAnew() throws IOException {
    Files.delete(lock);
    return take();
  }

  private @Nullable FileIdentity take() throws IOException {
    String payload =
        "{\"pid\":" + ProcessHandle.current().pid() + ",\"createdAt\":\"" + Instant.now() + "\"}";
    try {
      Files.writeString(lock, payload, StandardOpenOption.CREATE_NEW);
      return FileIdentity.of(lock);
    } catch (FileAlreadyExistsException e) {
      return null;
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
