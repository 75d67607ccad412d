package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.report.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a remover, with SIGKILL, at each step of its work; {@code -Dunjam.torture.kills=200} does
 * so 200 times in all and more.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledRemoverTest {
  private static final int TIMES = (Integer.getInteger("unjam.torture.kills", 8) + 7) / 8;

  @TempDir Path folder;
  private final List<Event> events = new ArrayList<>();
  private final Children children = new Children();
  private String name = "s.jsonl.lock";
  private Path lock;
  private long holder;

  @BeforeEach
  void startAHolder() throws IOException {
    lock = folder.resolve(name);
    holder = children.sleeping();
  }

  @AfterEach
  void endIt() {
    children.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"GUARDED", "LOOKED_AT", "MOVED_ASIDE", "VERIFIED", "DELETED"})
  void ofAStaleLockItLeavesTheLockOrNothingAndTheNextSweepFinishesIt(Step step) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      String content = stale();
      killAt(step);
      boolean inPlace = step == Step.GUARDED || step == Step.LOOKED_AT;
      assertEquals(inPlace, Files.exists(lock));
      List<Path> left = locksAndAsides();
      assertEquals(step == Step.DELETED ? 0 : 1, left.size(), left::toString);
      for (Path one : left) {
        assertEquals(content, Files.readString(one));
      }
      sweep();
      assertEquals(List.of(), locksAndAsides());
      assertEquals(step == Step.DELETED ? 0 : 1, removals());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MOVED_ASIDE", "LINKED_BACK", "PUT_BACK"})
  void aLiveLockThatItCaughtByMistakeIsBackAfterTheNextSweep(Step step) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      stale();
      FileIdentity live = killAtAfterSomebodyElseTookIt(step);
      assertEquals(step != Step.MOVED_ASIDE, Files.exists(lock));
      assertTrue(
          locksAndAsides().stream().allMatch(file -> isSame(live, file)),
          () -> "another file than the live lock");
      sweep();
      assertEquals(List.of(lock), locksAndAsides());
      assertEquals(live, FileIdentity.of(lock));
      assertEquals(0, removals());
      Files.delete(lock);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MOVED_ASIDE", "VERIFIED", "DELETED"})
  void soItIsWithTheLongestNameThereIs(Step step) throws Exception {
    name = "s".repeat(244) + ".jsonl.lock";
    lock = folder.resolve(name);
    String content = stale();
    killAt(step);
    assertFalse(Files.exists(lock));
    List<Path> left = Leftovers.in(folder);
    assertEquals(step == Step.DELETED ? 0 : 1, left.size(), left::toString);
    for (Path one : left) {
      assertEquals(content, Files.readString(one));
    }
    sweep();
    assertEquals(List.of(), locksAndAsides());
    assertEquals(step == Step.DELETED ? 0 : 1, removals());
  }

  @ParameterizedTest
  @EnumSource(names = {"MOVED_ASIDE", "LINKED_BACK", "PUT_BACK"})
  void soItIsWithALiveLockOfTheLongestNameThereIs(Step step) throws Exception {
    name = "s".repeat(244) + ".jsonl.lock";
    lock = folder.resolve(name);
    stale();
    FileIdentity live = killAtAfterSomebodyElseTookIt(step);
    sweep();
    assertEquals(List.of(lock), locksAndAsides());
    assertEquals(live, FileIdentity.of(lock));
    assertEquals(0, removals());
  }

  @ParameterizedTest
  @EnumSource(names = "MOVED_ASIDE")
  void aLiveLockThatLiesAsideNeverTakesANewHoldersPlaceAndIsNotLost(Step step) throws Exception {
    stale();
    FileIdentity caught = killAtAfterSomebodyElseTookIt(step);
    Locks.write(folder, name, holder, Instant.now());
    FileIdentity newer = FileIdentity.of(lock);
    Sweep.Result result = sweep();
    assertEquals(newer, FileIdentity.of(lock));
    List<Path> both = locksAndAsides();
    assertEquals(2, both.size(), both::toString);
    assertTrue(both.stream().anyMatch(file -> isSame(caught, file)));
    assertTrue(result.errors().get(0).contains("is kept as"), result.errors()::toString);
    Files.delete(lock);
    sweep();
    assertEquals(caught, FileIdentity.of(lock));
    assertEquals(List.of(lock), locksAndAsides());
  }

  private String stale() throws Exception {
    events.clear();
    Locks.write(folder, name, Children.dead(), Instant.now());
    return Files.readString(lock);
  }

  private void killAt(Step step) throws IOException {
    try (OtherRemover remover = OtherRemover.of(lock)) {
      remover.until(step).kill();
    }
  }

  private FileIdentity killAtAfterSomebodyElseTookIt(Step step) throws IOException {
    try (OtherRemover remover = OtherRemover.of(lock)) {
      remover.until(Step.LOOKED_AT);
      Files.delete(lock);
      Locks.write(folder, name, holder, Instant.now());
      FileIdentity live = FileIdentity.of(lock);
      remover.goOn();
      remover.until(step).kill();
      return Objects.requireNonNull(live);
    }
  }

  private Sweep.Result sweep() {
    return new Sweep(
            NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), Machine.here(), path -> false)
        .run(List.of(folder), Sweep.Intent.REMOVE, () -> true, events::add);
  }

  private long removals() {
    assertFalse(events.stream().anyMatch(event -> event.fields().get("content") == null));
    return events.stream().filter(event -> event.name().equals("lockfile.removed")).count();
  }

  private static boolean isSame(FileIdentity meant, Path file) {
    try {
      return meant.equals(FileIdentity.of(file));
    } catch (IOException e) {
      return false;
    }
  }

  private List<Path> locksAndAsides() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith(Guard.NAME)).toList();
    }
  }
}
