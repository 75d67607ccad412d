package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.report.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final List<Event> events = new ArrayList<>();

  @Test
  void whatADeadProcessLeftIsRemovedAndRecorded() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    assertEquals(1, run(true, BOUND).removed());
    assertFalse(Files.exists(lock));
    assertEquals(List.of("lockfile.found", "lockfile.removed"), names());
    assertEquals(lock.toString(), events.get(1).fields().get("path"));
  }

  @Test
  void reportingTouchesNothing() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    run(false, BOUND);
    assertTrue(Files.exists(lock));
    assertEquals(List.of("lockfile.found"), names());
  }

  @Test
  void whatIsNotCertainIsLeftAndTheReasonRecorded() throws Exception {
    Path lock = Locks.write(folder, "a.lock", "half a li");
    assertEquals(1, run(true, BOUND).left());
    assertTrue(Files.exists(lock));
    assertEquals(List.of("lockfile.found", "lockfile.left"), names());
    assertTrue(String.valueOf(events.get(1).fields().get("why")).contains("unknown"));
  }

  @Test
  void aLiveLockIsNoNews() throws Exception {
    try (Children children = new Children()) {
      Locks.write(folder, "a.lock", children.sleeping(), Instant.now());
      assertEquals(List.of(), run(true, BOUND).found());
    }
    assertEquals(List.of(), names());
  }

  @Test
  void otherFilesAreNotLookedAt() throws Exception {
    Path other = Locks.write(folder, "a.jsonl", Children.dead(), Instant.now());
    run(true, BOUND);
    assertTrue(Files.exists(other));
  }

  @Test
  void aLockThatThisJvmHoldsIsNeverLookedInto() throws Exception {
    Path lock = Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    Sweep sweep =
        new Sweep(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), Machine.here(), lock::equals);
    assertEquals(List.of(), sweep.run(List.of(folder), true, BOUND, events::add).found());
    assertTrue(Files.exists(lock));
  }

  @Test
  void itStopsAtItsBound() throws Exception {
    Path lock = Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    assertFalse(run(true, Duration.ZERO).complete());
    assertTrue(Files.exists(lock));
  }

  @Test
  void aFolderThatIsNotThereIsAnErrorAndTheOthersAreSwept() throws Exception {
    Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    Sweep.Result result =
        sweep().run(List.of(folder.resolve("no"), folder), true, BOUND, events::add);
    assertEquals(1, result.removed());
    assertEquals(List.of(folder.resolve("no") + ": it is not there"), result.errors());
  }

  private Sweep.Result run(boolean fix, Duration bound) {
    return sweep().run(List.of(folder), fix, bound, events::add);
  }

  private static Sweep sweep() {
    return new Sweep(
        NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), Machine.here(), path -> false);
  }

  private List<String> names() {
    return events.stream().map(Event::name).toList();
  }
}
