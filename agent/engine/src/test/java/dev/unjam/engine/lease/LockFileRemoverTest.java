package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.KernelLocks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LockFileRemoverTest {
  @TempDir Path folder;
  private final LockFileRemover remover = new LockFileRemover();
  private final Aside aside = new Aside(Step.Listener.NOBODY);

  @Test
  void theLockThatWasLookedAtIsRemovedAndOnlyTheGuardStays() throws Exception {
    Path lock = Locks.write(folder, "a.lock", 1, Instant.now());
    assertInstanceOf(RemoveOutcome.Removed.class, remover.remove(read(lock)));
    assertEquals(List.of(Guard.NAME), names());
  }

  @Test
  void aLockThatIsGoneIsGone() throws Exception {
    Path lock = Locks.write(folder, "a.lock", 1, Instant.now());
    LockFile seen = read(lock);
    Files.delete(lock);
    assertInstanceOf(RemoveOutcome.Gone.class, remover.remove(seen));
  }

  @Test
  void aLockThatWasTakenAnewSinceIsLeft() throws Exception {
    Path lock = Locks.write(folder, "a.lock", 1, Instant.now());
    LockFile seen = read(lock);
    Files.delete(lock);
    Locks.write(folder, "a.lock", 2, Instant.now());
    assertInstanceOf(RemoveOutcome.Changed.class, remover.remove(seen));
    assertTrue(Files.readString(lock).contains("\"pid\":2"));
  }

  @Test
  void otherBytesInTheSameFileOfTheSameAgeAreNoticed() throws Exception {
    Path lock = Locks.write(folder, "a.lock", "{\"pid\":1}");
    LockFile seen = read(lock);
    FileTime modified = Files.getLastModifiedTime(lock);
    Files.writeString(lock, "{\"pid\":2}");
    Files.setLastModifiedTime(lock, modified);
    assertInstanceOf(RemoveOutcome.Changed.class, remover.remove(seen));
    assertTrue(Files.exists(lock));
  }

  @Test
  void whatIsCaughtByMistakeIsPutBack() throws Exception {
    Path lock = Locks.write(folder, "a.lock", "{\"pid\":1}");
    assertInstanceOf(RemoveOutcome.Changed.class, aside.moveAndDelete(lock, file -> false));
    assertEquals("{\"pid\":1}", Files.readString(lock));
    assertEquals(List.of("a.lock"), names());
  }

  @Test
  void whatIsCaughtByMistakeNeverOverwritesALockTakenMeanwhile() throws Exception {
    Path lock = Locks.write(folder, "a.lock", "first");
    RemoveOutcome outcome =
        aside.moveAndDelete(
            lock,
            file -> {
              Files.writeString(lock, "second");
              return false;
            });
    assertInstanceOf(RemoveOutcome.Failed.class, outcome);
    assertEquals("second", Files.readString(lock));
    assertEquals(2, names().size());
  }

  @Test
  void anOwnLockIsRemovedByStatAlone() throws Exception {
    Path lock = Locks.write(folder, "a.lock", 1, Instant.now());
    FileIdentity seen = Objects.requireNonNull(FileIdentity.of(lock));
    assertInstanceOf(RemoveOutcome.Removed.class, remover.removeOwn(lock, seen, () -> true));
    assertFalse(Files.exists(lock));
  }

  @Test
  void anOwnLockThatWasTakenAnewIsLeft() throws Exception {
    Path lock = Locks.write(folder, "a.lock", 1, Instant.now());
    FileIdentity seen = Objects.requireNonNull(FileIdentity.of(lock));
    Files.delete(lock);
    Locks.write(folder, "a.lock", 1, Instant.now());
    assertInstanceOf(RemoveOutcome.Changed.class, remover.removeOwn(lock, seen, () -> true));
    assertTrue(Files.exists(lock));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void lookingAtAnOwnLockKeepsThePosixLockThatTheHostHasOnIt() throws Exception {
    Path lock = Locks.write(folder, "a.lock", 1, Instant.now());
    FileIdentity other = new FileIdentity("another", 1, FileTime.fromMillis(1));
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock hold = channel.lock()) {
      assertInstanceOf(RemoveOutcome.Changed.class, remover.removeOwn(lock, other, () -> true));
      assertInstanceOf(
          RemoveOutcome.Changed.class,
          aside.moveAndDelete(lock, file -> other.equals(FileIdentity.of(file))));
      assertTrue(hold.isValid());
      assertEquals(OptionalLong.of(ProcessHandle.current().pid()), KernelLocks.now().holder(lock));
    }
  }

  private static LockFile read(Path lock) {
    return LockFileReader.read(lock).orElseThrow();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatNobodyMeansToReleaseAnyMoreIsLeftThoughTheFileIsTheSame() throws Exception {
    Path lock = Locks.write(folder, "own.lock", ProcessHandle.current().pid(), Instant.now());
    FileIdentity seen = Objects.requireNonNull(FileIdentity.of(lock));
    assertInstanceOf(RemoveOutcome.Refused.class, remover.removeOwn(lock, seen, () -> false));
    assertEquals(seen, FileIdentity.of(lock));
    assertInstanceOf(RemoveOutcome.Removed.class, remover.removeOwn(lock, seen, () -> true));
  }
}
