package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Journals;
import dev.unjam.engine.report.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep says: of what it would have done, of what it did, and of folders that are none. */
class SweepToldTest {
  @TempDir Path folder;
  private final List<Event> events = new ArrayList<>();

  @Test
  void whatWouldHaveBeenRemovedIsSaidOfExactlyWhatIsRemovedOtherwise() throws Exception {
    Path stale = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    Locks.write(folder, "b.lock", "half a li");
    Locks.aged(Locks.write(folder, "c.lock", ""), Duration.ofHours(1));
    Path aside = Locks.write(folder, "d.lock.1f" + Aside.SUFFIX, Children.dead(), Instant.now());
    try (Children children = new Children()) {
      Locks.write(folder, "e.lock", children.sleeping(), Instant.now());
      assertEquals(List.of(), run(Sweep.Intent.FORETELL).errors());
      assertEquals(List.of(aside.toString(), stale.toString()), paths("action.would_have"));
      assertEquals(3, paths("lockfile.found").size());
      assertEquals(5, events.size());
      assertTrue(Files.exists(stale) && Files.exists(aside));

      events.clear();
      run(Sweep.Intent.REMOVE);
      assertEquals(List.of(aside.toString(), stale.toString()), paths("lockfile.removed"));
    }
  }

  @Test
  void whatWouldHaveBeenDoneNamesTheFileTheActAndWhyItWasNotDone() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    run(Sweep.Intent.FORETELL);
    Event told = events.get(1);
    assertEquals("action.would_have", told.name());
    assertEquals(Severity.INFO, told.severity());
    assertEquals("remove", told.fields().get("act"));
    assertEquals("mode=observe", told.fields().get("detail"));
    assertEquals("stale", told.fields().get("state"));
    assertEquals(lock + " would have been removed: mode=observe", told.human());
    events.clear();
    run(Sweep.Intent.REPORT);
    assertEquals(List.of(), paths("action.would_have"));
  }

  @Test
  void aReportSaysOfEachFileWhatIsThoughtOfItAndWhy() throws Exception {
    long dead = Children.dead();
    Path stale = Locks.write(folder, "a.jsonl.lock", dead, Instant.now());
    Path unknown = Locks.write(folder, "b.lock", "half a li");
    run(Sweep.Intent.REPORT);
    assertEquals(List.of(stale.toString(), unknown.toString()), paths("lockfile.found"));
    Event first = events.get(0);
    assertEquals("stale", first.fields().get("state"));
    assertEquals(List.of("no process has pid " + dead), first.fields().get("reasons"));
    String line = first.human();
    assertTrue(line.contains(" verdict=stale why=\"no process has pid " + dead + "\""), line);
    assertTrue(events.get(1).human().contains(" verdict=unknown why=\"it is half written, or"));
    assertEquals(2, events.size());
    assertTrue(Files.exists(stale));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatIsReachedByALinkIsSweptAndTheLinkStays(@TempDir Path elsewhere) throws Exception {
    Path stale = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    Path link = Files.createSymbolicLink(elsewhere.resolve("sessions"), folder);
    Sweep.Result result =
        SweepTest.sweep().run(List.of(link), Sweep.Intent.REMOVE, () -> true, events::add);
    assertEquals(1, result.removed(), result.errors()::toString);
    assertFalse(Files.exists(stale));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(
        List.of(link.resolve("a.jsonl.lock").toString()), paths("lockfile.removed"), "as named");
  }

  @Test
  void theLineOfWhatWasFoundIsNotSaidTwice() throws Exception {
    Path stale = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    Path left = Locks.write(folder, "b.lock", "half a li");
    run(Sweep.Intent.REMOVE);
    assertTrue(events.get(0).human().startsWith(stale + " pid="), events.get(0)::human);
    assertTrue(events.get(0).human().endsWith(" │ found"), events.get(0)::human);
    assertEquals(stale + " removed", events.get(1).human());
    assertEquals(
        left + " left: only stale locks are removed, and this one is unknown",
        events.get(3).human());
  }

  @Test
  void aFolderThatTheDoctorRefusesIsRefusedByTheSweepInTheSameWords() throws Exception {
    Path empty = Locks.aged(Locks.write(folder, "yarn.lock", ""), Duration.ofDays(1));
    Files.writeString(folder.resolve("package.json"), "{}");
    List<String> refused = run(Sweep.Intent.REMOVE).errors();
    assertEquals(List.of(doctorsError()), refused);
    assertTrue(refused.get(0).contains("not a folder of sessions"), refused::toString);
    assertEquals(List.of(), events);

    Path stale = Locks.write(folder, "gateway.lock", Children.dead(), Instant.now());
    assertEquals(List.of(), run(Sweep.Intent.REMOVE).errors());
    assertFalse(Files.exists(stale), "a lock file that names a pid makes it one");
    assertTrue(Files.exists(empty));
  }

  @Test
  void aFolderInWhichThisJvmHasALockFileIsOneWhateverElseIsThere() throws Exception {
    Path own = Locks.write(folder, "gateway.lock", ProcessHandle.current().pid(), Instant.now());
    Files.writeString(folder.resolve("package.json"), "{}");
    Sweep sweep =
        new Sweep(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), Machine.here(), own::equals);
    Sweep.Result result = sweep.run(List.of(folder), Sweep.Intent.REPORT, () -> true, events::add);
    assertEquals(List.of(), result.errors());
  }

  @Test
  void aFolderThatIsNoneIsNotReadOnceTheHostGoesOn() throws Exception {
    Locks.write(folder, "gateway.lock", Children.dead(), Instant.now());
    Files.writeString(folder.resolve("package.json"), "{}");
    Sweep.Result result =
        SweepTest.sweep().run(List.of(folder), Sweep.Intent.REMOVE, () -> false, events::add);
    assertFalse(result.complete());
    assertEquals(List.of(), result.errors());
    assertEquals(List.of(), events);
  }

  @Test
  void whatAKilledRemoverLeftAndNoLogTakesIsSaidElsewhereOnceItIsGone() throws Exception {
    long dead = Children.dead();
    Path aside = Locks.write(folder, "d.lock.1f" + Aside.SUFFIX, "{\"pid\":" + dead + "}");
    List<String> lines = new ArrayList<>();
    removeUnlogged(lines::add);
    assertFalse(Files.exists(aside));
    assertEquals(1, lines.size(), lines::toString);
    String line = lines.get(0);
    assertTrue(line.startsWith(aside + " pid=" + dead + " (dead) age="), line);
    assertTrue(line.endsWith("│ removed; in no log, content=\"{\\\"pid\\\":" + dead + "}\""), line);
  }

  @Test
  void thatItWasLeftAfterAllIsSaidWhereItsRemovalWas() throws Exception {
    Path lock = Locks.write(folder, "a.lock", Children.dead(), Instant.now());
    List<String> lines = new ArrayList<>();
    removeUnlogged(
        line -> {
          lines.add(line);
          change(lock);
        });
    assertEquals("{}", Files.readString(lock));
    assertEquals(2, lines.size(), lines::toString);
    assertEquals(lock + " left: it changed since it was looked at", lines.get(1));
  }

  private static void change(Path lock) {
    try {
      Files.writeString(lock, "{}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void removeUnlogged(Consumer<String> elsewhere) {
    Journal none = Journals.all(List.of(), problem -> {});
    Journal removals = new UnloggedRemovals(none, elsewhere);
    SweepTest.sweep().run(List.of(folder), Sweep.Intent.REMOVE, () -> true, removals);
  }

  private String doctorsError() {
    StringWriter err = new StringWriter();
    PrintWriter none = new PrintWriter(new StringWriter());
    assertEquals(
        4, Doctor.ofThisMachine().run(List.of(folder), false, false, none, new PrintWriter(err)));
    return err.toString().strip().replaceFirst("^doctor: ", "");
  }

  private Sweep.Result run(Sweep.Intent intent) {
    return SweepTest.sweep().run(List.of(folder), intent, () -> true, events::add);
  }

  private List<String> paths(String event) {
    return events.stream()
        .filter(e -> e.name().equals(event))
        .map(e -> String.valueOf(e.fields().get("path")))
        .toList();
  }
}
