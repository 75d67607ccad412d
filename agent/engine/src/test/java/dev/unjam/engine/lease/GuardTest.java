package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuardTest {
  private static final Guard.Removal REMOVED = RemoveOutcome.Removed::new;

  @TempDir Path folder;
  private final Guard patient = new Guard(Duration.ofSeconds(30));
  private final Guard impatient = new Guard(Duration.ofMillis(20));

  @Test
  void itsFileStaysAndStaysEmpty() throws Exception {
    FileIdentity first = null;
    for (int i = 0; i < 50; i++) {
      assertInstanceOf(RemoveOutcome.Removed.class, patient.whileHeld(folder, REMOVED));
      FileIdentity now = FileIdentity.of(folder.resolve(Guard.NAME));
      assertTrue(first == null || first.equals(now));
      first = now;
    }
    assertEquals(0, Files.size(folder.resolve(Guard.NAME)));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void whoMayWriteToTheFolderMayUseIt() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
    patient.whileHeld(folder, REMOVED);
    Path file = folder.resolve(Guard.NAME);
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aLinkInItsPlaceIsNotFollowed() throws Exception {
    Path other = Files.createFile(folder.resolve("other"));
    String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(other));
    Files.createSymbolicLink(folder.resolve(Guard.NAME), other);
    AtomicBoolean inside = new AtomicBoolean();
    RemoveOutcome outcome =
        patient.whileHeld(
            folder,
            () -> {
              inside.set(true);
              return new RemoveOutcome.Removed();
            });
    assertInstanceOf(RemoveOutcome.Failed.class, outcome);
    assertFalse(inside.get());
    assertEquals(before, PosixFilePermissions.toString(Files.getPosixFilePermissions(other)));
  }

  @Test
  void itIsOneByWhicheverNameTheFolderIsReachedAndAnotherInAnotherFolder(@TempDir Path elsewhere)
      throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayLeave = new CountDownLatch(1);
    CompletableFuture<RemoveOutcome> first =
        CompletableFuture.supplyAsync(
            () ->
                patient.whileHeld(
                    folder,
                    () -> {
                      inside.countDown();
                      await(mayLeave);
                      return new RemoveOutcome.Removed();
                    }));
    await(inside);
    assertEquals(
        new RemoveOutcome.Refused(
            "another removal of this process's in this folder takes long", true),
        impatient.whileHeld(link, REMOVED));
    assertInstanceOf(RemoveOutcome.Removed.class, patient.whileHeld(elsewhere, REMOVED));
    mayLeave.countDown();
    assertInstanceOf(RemoveOutcome.Removed.class, first.get(30, TimeUnit.SECONDS));
    assertInstanceOf(RemoveOutcome.Removed.class, impatient.whileHeld(link, REMOVED));
  }

  @Test
  void whateverIsThrownInsideItLetsGo() {
    RemoveOutcome outcome =
        patient.whileHeld(
            folder,
            () -> {
              throw new IllegalStateException("broken");
            });
    assertInstanceOf(RemoveOutcome.Failed.class, outcome);
    assertInstanceOf(RemoveOutcome.Removed.class, impatient.whileHeld(folder, REMOVED));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
