package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.report.Event;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  @TempDir Path folder;
  private final List<Event> events = new ArrayList<>();

  @Test
  void whatADeadProcessLeftIsRemovedAndRecorded() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    assertEquals(1, run(true, () -> true).removed());
    assertFalse(Files.exists(lock));
    assertEquals(List.of("lockfile.found", "lockfile.removed"), names());
    assertEquals(lock.toString(), events.get(1).fields().get("path"));
  }

  @Test
  void reportingTouchesNothing() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    run(false, () -> true);
    assertTrue(Files.exists(lock));
    assertEquals(List.of("lockfile.found"), names());
  }

  @Test
  void whatIsNotCertainIsLeftAndTheReasonRecorded() throws Exception {
    Path lock = Locks.write(folder, "a.lock", "half a li");
    assertEquals(1, run(true, () -> true).left());
    assertTrue(Files.exists(lock));
    assertEquals(List.of("lockfile.found", "lockfile.left"), names());
    assertTrue(String.valueOf(events.get(1).fields().get("why")).contains("unknown"));
  }

  @Test
  void aLiveLockIsNoNews() throws Exception {
    try (Children children = new Children()) {
      Locks.write(folder, "a.lock", children.sleeping(), Instant.now());
      assertEquals(List.of(), run(true, () -> true).found());
    }
    assertEquals(List.of(), names());
  }

  @Test
  void otherFilesAreNotLookedAt() throws Exception {
    Path other = Locks.write(folder, "a.jsonl", Children.dead(), Instant.now());
    run(true, () -> true);
    assertTrue(Files.exists(other));
  }

  @Test
  void aLockThatThisJvmHoldsIsNeverLookedInto() throws Exception {
    Path lock = Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    Sweep sweep =
        new Sweep(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), Machine.here(), lock::equals);
    assertEquals(
        List.of(),
        sweep.run(List.of(folder), Sweep.Intent.REMOVE, () -> true, events::add).found());
    assertTrue(Files.exists(lock));
  }

  @Test
  void itStopsAtItsBound() throws Exception {
    Path lock = Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    assertFalse(run(true, () -> false).complete());
    assertTrue(Files.exists(lock));
  }

  @Test
  void whatItHasBegunWhenTheHostGoesOnIsLeftToTheNextStart() throws Exception {
    Path lock = Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    AtomicBoolean goesOn = new AtomicBoolean(true);
    Sweep sweep = sweepAsking(path -> !goesOn.getAndSet(false));
    assertEquals(
        0, sweep.run(List.of(folder), Sweep.Intent.REMOVE, goesOn::get, events::add).removed());
    assertTrue(Files.exists(lock));
    assertEquals(List.of(), names());
  }

  @Test
  void aFolderThatIsNotThereIsAnErrorAndTheOthersAreSwept() throws Exception {
    Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    Sweep.Result result =
        sweep()
            .run(
                List.of(folder.resolve("no"), folder),
                Sweep.Intent.REMOVE,
                () -> true,
                events::add);
    assertEquals(1, result.removed());
    assertEquals(List.of(folder.resolve("no") + ": it is not there"), result.errors());
  }

  @Test
  void whatStoodInARemovedLockIsInTheLogWithTheNamesAloneOfWhatWeDoNotKnow() throws Exception {
    String known = "{\"pid\":" + Children.dead() + ",\"starttime\":7,";
    String payload =
        known
            + "\"ownerToken\":\"tq-9\",\"odd\":[1],\"note\":\"tq-10\",\"maxHoldMs\":{\"x\":\"tq-11\"}}";
    Path lock = Locks.write(folder, "a.jsonl.lock", payload);
    long size = Files.size(lock);
    run(true, () -> true);
    for (Event event : events) {
      assertEquals(
          known + "\"ownerToken\":\"***\",\"odd\":\"***\",\"note\":\"***\",\"maxHoldMs\":\"***\"}",
          event.fields().get("content"));
      assertEquals(size, event.fields().get("size"));
      assertFalse((event.human() + event.fields()).contains("tq-"));
    }
    assertEquals(2, events.size());
  }

  @Test
  void ofWhatIsNoLocksContentOnlyTheSizeIsInTheLog() throws Exception {
    Locks.write(folder, "a.lock", "{\"pid\":12,\"token\":\"tq-9");
    Locks.write(folder, "b.lock", Children.dead() + "\n");
    run(true, () -> true);
    assertEquals("*** (23 bytes)", events.get(0).fields().get("content"));
    assertTrue(String.valueOf(events.get(2).fields().get("content")).matches("[0-9]+"));
    assertFalse(events.toString().contains("tq-9"));
  }

  @Test
  void whatIsFoundIsOnRecordBeforeItIsRemoved() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    List<Boolean> there = new ArrayList<>();
    sweep()
        .run(
            List.of(folder),
            Sweep.Intent.REMOVE,
            () -> true,
            event -> there.add(Files.exists(lock)));
    assertEquals(List.of(true, false), there);
  }

  @Test
  void namesThatWouldForgeALineAreSweptAndStayInOneLine() throws Exception {
    List<String> odd =
        List.of("a\n2026 │ forged.lock", "-rf.lock", "ü\u202e.lock", " .lock", ".lock");
    for (String name : odd) {
      Locks.write(folder, name, Children.dead(), Instant.now());
    }
    Sweep.Result result = run(true, () -> true);
    assertEquals(odd.size(), result.removed(), result.errors()::toString);
    for (Event event : events) {
      assertEquals(1, event.human().lines().count());
      assertFalse(event.human().contains("│ forged"), event.human());
    }
    assertTrue(
        events.stream().anyMatch(e -> String.valueOf(e.fields().get("path")).contains("\n")));
  }

  @Test
  void aNameThatHasNoRoomForAnyMoreIsNoReasonToLeaveIt() throws Exception {
    Path lock = Locks.write(folder, "a".repeat(250) + ".lock", Children.dead(), Instant.now());
    assertEquals(1, run(true, () -> true).removed());
    assertFalse(Files.exists(lock));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeOfThatNameIsLeftAndNobodyWaitsForItsWriter() throws Exception {
    Path pipe = folder.resolve("a.lock");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Locks.write(folder, "b.lock", Children.dead(), Instant.now());
    Sweep.Result result = run(true, () -> true);
    assertEquals(1, result.removed());
    assertEquals(1, result.left());
    assertTrue(Files.exists(pipe));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeInTheGuardsPlaceIsSaidAndNobodyWaitsForItsReader() throws Exception {
    Path pipe = folder.resolve(Guard.NAME);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path lock = Locks.write(folder, "b.lock", Children.dead(), Instant.now());
    assertEquals(1, run(true, () -> true).left());
    assertTrue(Files.exists(lock));
    assertTrue(String.valueOf(events.get(1).fields().get("why")).contains("regular file"));
  }

  @Test
  void aLockThatVanishesBetweenListAndReadIsNoNews() throws Exception {
    Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    Path next = Locks.write(folder, "b.lock", Children.dead(), Instant.now());
    Sweep.Result result =
        sweepAsking(path -> path.endsWith("a.lock") && !path.toFile().delete())
            .run(List.of(folder), Sweep.Intent.REMOVE, () -> true, events::add);
    assertEquals(1, result.removed());
    assertEquals(List.of(), result.errors());
    assertEquals(next.toString(), events.get(0).fields().get("path"));
    assertEquals(2, events.size());
  }

  @Test
  void oneFileThatBreaksTheSweepKeepsNeitherTheOthersNorTheHost() throws Exception {
    Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    Locks.write(folder, "b.lock", Children.dead(), Instant.now());
    Sweep.Result result =
        sweepAsking(
                path -> {
                  if (path.endsWith("a.lock")) {
                    throw new IllegalStateException("broken");
                  }
                  return false;
                })
            .run(List.of(folder), Sweep.Intent.REMOVE, () -> true, events::add);
    assertEquals(1, result.removed());
    assertTrue(result.errors().get(0).contains("a.lock: "), result.errors()::toString);
  }

  @Test
  void ourOwnFilesAreNoLocksWhateverTheNamesSay() throws Exception {
    Locks.aged(Locks.write(folder, Guard.NAME, ""), Duration.ofHours(1));
    Locks.aged(Locks.write(folder, "empty", ""), Duration.ofHours(1));
    Locks.write(folder, "dead", Children.dead(), Instant.now());
    Sweep everything =
        new Sweep(
            new NamePatterns(List.of("*")),
            ProcessProbe.ofThisMachine(),
            Machine.here(),
            path -> false);
    assertEquals(
        1, everything.run(List.of(folder), Sweep.Intent.REMOVE, () -> true, events::add).removed());
    assertTrue(Files.exists(folder.resolve(Guard.NAME)));
    assertFalse(Files.exists(folder.resolve("dead")));
    assertTrue(Files.exists(folder.resolve("empty")), "nobody can tell whose it is");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatThisJvmHasALockOnIsNeverOpened() throws Exception {
    Path lock = Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock hold = channel.lock()) {
      assertEquals(List.of(), run(true, () -> true).found());
      assertTrue(hold.isValid());
      assertTrue(KernelLocks.now().holder(lock).isPresent(), "the sweep has dropped it");
    }
    assertEquals(1, run(true, () -> true).removed());
  }

  @Test
  void whatAKilledRemoverLeftIsFinishedAndRecorded() throws Exception {
    Path stale = Locks.write(folder, "a.lock.1f" + Aside.SUFFIX, Children.dead(), Instant.now());
    try (Children children = new Children()) {
      Locks.write(folder, "b.lock.2e" + Aside.SUFFIX, children.sleeping(), Instant.now());
      assertEquals(List.of(), run(true, () -> true).errors());
      assertEquals(List.of("lockfile.removed", "lockfile.left"), names());
      assertEquals(stale.toString(), events.get(0).fields().get("path"));
      assertTrue(Files.exists(folder.resolve("b.lock")));
      assertEquals(List.of(), Leftovers.in(folder));
    }
  }

  private Sweep.Result run(boolean fix, BooleanSupplier goesOn) {
    Sweep.Intent intent = fix ? Sweep.Intent.REMOVE : Sweep.Intent.REPORT;
    return sweep().run(List.of(folder), intent, goesOn, events::add);
  }

  static Sweep sweep() {
    return sweepAsking(path -> false);
  }

  private static Sweep sweepAsking(Predicate<Path> heldHere) {
    return new Sweep(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), Machine.here(), heldHere);
  }

  private List<String> names() {
    return events.stream().map(Event::name).toList();
  }
}
