package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Probes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
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
    assertInstanceOf(RemoveOutcome.Removed.class, remover.removeOwn(lock, only(seen), () -> true));
    assertFalse(Files.exists(lock));
  }

  @Test
  void anOwnLockThatWasTakenAnewIsLeft() throws Exception {
    Path lock = Locks.write(folder, "a.lock", 1, Instant.now());
    FileIdentity seen = Objects.requireNonNull(FileIdentity.of(lock));
    Files.delete(lock);
    Locks.write(folder, "a.lock", 1, Instant.now());
    assertInstanceOf(RemoveOutcome.Changed.class, remover.removeOwn(lock, only(seen), () -> true));
    assertTrue(Files.exists(lock));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void lookingAtAnOwnLockKeepsThePosixLockThatTheHostHasOnIt() throws Exception {
    Path lock = Locks.write(folder, "a.lock", 1, Instant.now());
    FileIdentity other = new FileIdentity("another", 1, FileTime.fromMillis(1));
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock hold = channel.lock()) {
      assertInstanceOf(
          RemoveOutcome.Changed.class, remover.removeOwn(lock, only(other), () -> true));
      assertInstanceOf(
          RemoveOutcome.Changed.class,
          aside.moveAndDelete(lock, file -> other.equals(FileIdentity.of(file))));
      assertTrue(hold.isValid());
      assertEquals(OptionalLong.of(ProcessHandle.current().pid()), KernelLocks.now().holder(lock));
    }
  }

  private static LockFileRemover.Look only(FileIdentity seen) {
    return now -> seen.equals(now) ? null : new RemoveOutcome.Changed();
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
    assertInstanceOf(RemoveOutcome.Refused.class, remover.removeOwn(lock, only(seen), () -> false));
    assertEquals(seen, FileIdentity.of(lock));
    assertInstanceOf(RemoveOutcome.Removed.class, remover.removeOwn(lock, only(seen), () -> true));
  }

  @Test
  void ofManyEachIsLookedAtAgainAndTheGuardIsGivenToOthersInBetween() throws Exception {
    List<LockFile> seen = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      seen.add(read(Locks.write(folder, i + ".lock", 1, Instant.now())));
    }
    Path taken = folder.resolve("7.lock");
    Locks.write(folder, "7.lock", 2, Instant.now().minusSeconds(1));
    Files.delete(folder.resolve("9.lock"));
    List<RemoveOutcome> outcomes = remover.removeAll(folder, seen);
    assertEquals(2_000, outcomes.size());
    for (int i = 0; i < outcomes.size(); i++) {
      Class<?> expected =
          i == 7
              ? RemoveOutcome.Changed.class
              : i == 9 ? RemoveOutcome.Gone.class : RemoveOutcome.Removed.class;
      assertInstanceOf(expected, outcomes.get(i));
    }
    assertEquals(List.of(taken), SessionFolder.list(folder, NamePatterns.DEFAULT).lockFiles());
  }

  @Test
  void whatIsTakenAnewWhileSeveralThreadsRemoveManyStaysWithWhoeverTookIt() throws Exception {
    Path making = Files.createDirectory(folder.resolve("making"));
    List<LockFile> seen = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      seen.add(read(Locks.write(folder, i + ".lock", 1, Instant.now())));
    }
    CompletableFuture<List<RemoveOutcome>> removing =
        CompletableFuture.supplyAsync(
            () -> remover.removeAll(folder, seen), task -> new Thread(task).start());
    // From the other end, so that some are taken anew before they are come to, and some after.
    for (int i = 1_999; i >= 0; i -= 2) {
      Path live = Locks.write(making, "live", 2, Instant.now().minusSeconds(i));
      Files.move(live, folder.resolve(i + ".lock"), StandardCopyOption.ATOMIC_MOVE);
    }
    List<RemoveOutcome> outcomes = removing.join();
    for (int i = 0; i < outcomes.size(); i++) {
      Path lock = folder.resolve(i + ".lock");
      if (i % 2 == 0) {
        assertInstanceOf(RemoveOutcome.Removed.class, outcomes.get(i));
        assertFalse(Files.exists(lock));
      } else {
        assertTrue(Files.readString(lock).contains("\"pid\":2"), lock + " " + outcomes.get(i));
      }
    }
    assertEquals(List.of(), Leftovers.in(folder));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneOfManyThatSomebodyHasLockedSinceIsLeftWhereItIs() throws Exception {
    List<LockFile> seen = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      seen.add(read(Locks.write(folder, i + ".lock", 1, Instant.now())));
    }
    Path locked = folder.resolve("250.lock");
    try (Children children = new Children()) {
      Process locker =
          children.start(
              Probes.command(List.of(), "lock", locked.toString()).toArray(String[]::new));
      Awaitility.await().until(() -> KernelLocks.now().holder(locked).isPresent());
      List<RemoveOutcome> outcomes = remover.removeAll(folder, seen);
      assertInstanceOf(RemoveOutcome.Changed.class, outcomes.get(250));
      assertTrue(locker.isAlive());
    }
    assertEquals(List.of(locked), SessionFolder.list(folder, NamePatterns.DEFAULT).lockFiles());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneOfManyThatSomebodyHasLockedBetweenTheFirstLookAndTheSecondIsPutBack() throws Exception {
    List<LockFile> seen = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      seen.add(read(Locks.write(folder, i + ".lock", 1, Instant.now())));
    }
    assertEquals(1, Together.threads(seen.size()), "one after the other");
    Path locked = folder.resolve("1.lock");
    List<Step> steps = new ArrayList<>();
    try (Children children = new Children()) {
      Step.Listener locksTheSecond =
          step -> {
            steps.add(step);
            if (steps.stream().filter(Step.LOOKED_AT::equals).count() == 2
                && step == Step.LOOKED_AT) {
              lock(locked, children);
            }
          };
      List<RemoveOutcome> outcomes =
          new LockFileRemover(Duration.ofSeconds(2), locksTheSecond).removeAll(folder, seen);
      assertInstanceOf(RemoveOutcome.Removed.class, outcomes.get(0));
      assertInstanceOf(RemoveOutcome.Changed.class, outcomes.get(1));
      assertInstanceOf(RemoveOutcome.Removed.class, outcomes.get(2));
    }
    int second = steps.lastIndexOf(Step.PUT_BACK);
    assertEquals(
        List.of(Step.LOOKED_AT, Step.MOVED_ASIDE, Step.LINKED_BACK, Step.PUT_BACK),
        steps.subList(second - 3, second + 1));
    assertEquals(List.of(locked), SessionFolder.list(folder, NamePatterns.DEFAULT).lockFiles());
    assertEquals(List.of(), Leftovers.in(folder));
  }

  @Test
  void whereTheGuardIsNotToBeHadTheRestDoNotWaitForItOneByOne() throws Exception {
    LockFileRemover hasty = new LockFileRemover(Duration.ofMillis(50), Step.Listener.NOBODY);
    List<LockFile> seen = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      seen.add(read(Locks.write(folder, i + ".lock", 1, Instant.now())));
    }
    AtomicInteger asked = new AtomicInteger();
    RemoveOutcome outcome =
        new Guard(Duration.ofSeconds(2))
            .whileHeld(
                folder,
                () -> {
                  List<RemoveOutcome> all = otherThread(() -> hasty.removeAll(folder, seen));
                  all.forEach(each -> assertInstanceOf(RemoveOutcome.Refused.class, each));
                  asked.set(all.size());
                  return new RemoveOutcome.Gone();
                });
    assertInstanceOf(RemoveOutcome.Gone.class, outcome);
    assertEquals(500, asked.get());
    assertEquals(500, SessionFolder.list(folder, NamePatterns.DEFAULT).lockFiles().size());
  }

  private static void lock(Path file, Children children) {
    try {
      children.start(Probes.command(List.of(), "lock", file.toString()).toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await().until(() -> KernelLocks.now().holder(file).isPresent());
  }

  private static <T> T otherThread(Supplier<T> what) {
    return CompletableFuture.supplyAsync(what).join();
  }
}
