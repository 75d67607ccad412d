package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.config.Options;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.os.Children;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Journals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StartSweepTest {
  /** For a busy machine to come to the first file, where it then hangs. */
  private static final Duration ENOUGH = Duration.ofSeconds(5);

  @TempDir Path folder;
  private TranscriptForm form = TranscriptForm.NONE;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  @Test
  void theHostGoesOnWhileAFileOperationHangsAndNothingElseIsBegunAfterwards() throws Exception {
    stale("a.lock");
    stale("b.lock");
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    StartSweep sweep =
        sweep(
            "",
            ENOUGH,
            path -> {
              awaitUninterrupted(hangs);
              back.countDown();
              return false;
            });
    sweep.beforeMain();
    assertEquals(1, hangs.getCount());
    assertEquals(1, complaints.size(), complaints::toString);
    assertTrue(complaints.get(0).contains("not complete"), complaints::toString);
    Thread left = sweeper();
    assertTrue(left.isDaemon());

    hangs.countDown();
    assertTrue(back.await(30, TimeUnit.SECONDS));
    left.join();
    assertTrue(Files.exists(folder.resolve("b.lock")), "it went on after its time");
    assertEquals(1, complaints.size(), complaints::toString);
    assertEquals(List.of(), events, "main waited for the log");
    sweep.afterMain();
    sweep.afterMain();
    assertEquals(List.of("sweep.failed"), events.stream().map(Event::name).toList());
    assertTrue(complaints.get(0).endsWith(events.get(0).human()), events.get(0)::human);
  }

  @Test
  void aFolderThatIsNotThereIsSaidOnStandardErrorAndInTheLog() throws Exception {
    String missing = folder.resolve("no").toString();
    sweep("," + missing, Duration.ofSeconds(30), path -> false).beforeMain();
    assertEquals(List.of("sweep of sessions: " + missing + ": it is not there"), complaints);
    assertEquals("sweep.failed", events.get(0).name());
    assertEquals(missing + ": it is not there", events.get(0).fields().get("why"));
    assertEquals(complaints, events.stream().map(Event::human).toList());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anOpenThatTheKernelKeepsWaitingKeepsTheHostNoLongerThanItsBound() throws Exception {
    Path lock = stale("a.lock");
    stale("b.lock");
    try (Children children = new Children()) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String path = System.getProperty("java.class.path");
      Process leased =
          children.start(java, "-cp", path, LeasedFile.class.getName(), lock.toString());
      String said = lastWord(leased);
      Assumptions.assumeTrue("leased".equals(said), said);

      sweep("", ENOUGH, file -> false).beforeMain();
      assertEquals(1, complaints.size(), complaints::toString);
      Thread left = sweeper();
      assertTrue(
          Stream.of(left.getStackTrace()).anyMatch(frame -> frame.getMethodName().contains("open")),
          () -> String.join("\n", Stream.of(left.getStackTrace()).map(String::valueOf).toList()));

      leased.destroyForcibly();
      left.join();
      assertTrue(Files.exists(folder.resolve("b.lock")), "it went on after its time");
    }
  }

  @Test
  void whatWasSweptBeforeMainIsNotSweptAgainAfterwards() throws Exception {
    StartSweep sweep = sweep("", Duration.ofSeconds(30), path -> false);
    stale("a.lock");
    sweep.beforeMain();
    assertFalse(Files.exists(folder.resolve("a.lock")));
    stale("b.lock");
    sweep.afterMain();
    assertTrue(Files.exists(folder.resolve("b.lock")));
    assertEquals(List.of(), complaints);
  }

  @Test
  void whoBringsAFileSystemOfTheirOwnIsToldAfterMainAndNothingIsRemoved() throws Exception {
    stale("a.lock");
    StartSweep sweep = sweep("", Duration.ofSeconds(30), path -> false);
    String key = "java.nio.file.spi.DefaultFileSystemProvider";
    System.setProperty(key, "Own");
    try {
      sweep.beforeMain();
      assertTrue(Files.exists(folder.resolve("a.lock")));
    } finally {
      System.clearProperty(key);
    }
    sweep.afterMain();
    assertTrue(Files.exists(folder.resolve("a.lock")), "it may be the host's own by now");
    assertEquals(1, events.size());
  }

  @Test
  void whoOnlyObservesOrReportsHasNothingRemoved() throws Exception {
    stale("a.lock");
    for (String option :
        List.of(",mode=observe", ",sweep=report", ",sweep=off", ",mode=observe,sweep=alone")) {
      sweep(option, Duration.ofSeconds(30), path -> false).beforeMain();
      assertTrue(Files.exists(folder.resolve("a.lock")), option);
    }
    assertEquals(
        List.of(
            "lockfile.found",
            "action.would_have",
            "lockfile.found",
            "lockfile.found",
            "action.would_have"),
        events.stream().map(Event::name).toList());
    for (String option : List.of(",sweep=fix", ",sweep=alone")) {
      stale("a.lock");
      sweep(option, Duration.ofSeconds(30), path -> false).beforeMain();
      assertFalse(Files.exists(folder.resolve("a.lock")), option);
    }
  }

  @Test
  void entriesOfAKilledProcessAreFinishedWhateverBecomesOfItsLocksButOnlyInModeAct()
      throws Exception {
    String first = "{\"type\":\"message\",\"id\":\"first\"}\n";
    Path transcript = folder.resolve("s.jsonl");
    Path pending = folder.resolve(".unjam.journal");
    form = TranscriptForm.OPENCLAW;
    for (String option :
        List.of("", ",sweep=alone", ",sweep=report", ",sweep=off", ",sweep=off,log=none")) {
      leaveEntry(transcript, first, pending);
      Path lock = stale("s.jsonl.lock");
      sweep(option, Duration.ofSeconds(30), path -> false).beforeMain();
      assertTrue(Files.readString(transcript).contains("openclaw:prompt-error"), option);
      assertEquals(0, Files.size(pending), option);
      assertEquals(option.contains("off") || option.contains("report"), Files.exists(lock), option);
    }
    for (String option :
        List.of(",mode=observe", ",mode=off", ",mode=observe,sweep=off", ",mode=off,sweep=off")) {
      leaveEntry(transcript, first, pending);
      sweep(option, Duration.ofSeconds(30), path -> false).beforeMain();
      assertEquals(first, Files.readString(transcript), option);
    }
    assertEquals(List.of(), complaints);
  }

  @Test
  void anEntryOfASessionThatSomebodyHoldsWaitsWithoutASweepToo() throws Exception {
    String first = "{\"type\":\"message\",\"id\":\"first\"}\n";
    Path transcript = folder.resolve("s.jsonl");
    form = TranscriptForm.OPENCLAW;
    try (Children children = new Children()) {
      String living = "{\"pid\":" + children.sleeping() + "}";
      Files.writeString(folder.resolve("s.jsonl.lock"), living);
      for (String option : List.of(",sweep=off", ",sweep=report")) {
        leaveEntry(transcript, first, folder.resolve(".unjam.journal"));
        sweep(option, Duration.ofSeconds(30), path -> false).beforeMain();
        assertEquals(first, Files.readString(transcript), option);
        assertTrue(complaints.remove(0).contains("in use"), complaints::toString);
      }
    }
  }

  @Test
  void moreThanAPipeTakesIsNotSaidButCountedAndRemovalsAreSaidFirst() throws Exception {
    int most = 32 * 1024;
    form = TranscriptForm.OPENCLAW;
    Path lock = stale("a.lock");
    int waiting = 900;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < waiting; i++) {
      lines.append(pending("s" + i + ".jsonl", 0));
    }
    Files.writeString(folder.resolve(".unjam.journal"), lines);
    Options options = Options.parse("sessions=" + folder, new Properties(), Map.of());
    Journal none = Journals.all(List.of(), problem -> {});
    Predicate<Path> inUse = path -> !path.equals(lock);
    new StartSweep(options, form, none, complaints::add, Duration.ofSeconds(30), inUse)
        .beforeMain();
    assertFalse(Files.exists(lock));
    assertTrue(complaints.get(0).contains("a.lock") && complaints.get(0).contains("in no log"));
    int bytes = String.join("\n", complaints).length();
    assertTrue(bytes > most / 2 && bytes < most + 1024, "it is " + bytes);
    int entries = complaints.size() - 2;
    assertTrue(complaints.get(entries).contains("the session is in use"));
    assertEquals(
        "sweep of sessions: and " + (waiting - entries) + " more", complaints.get(entries + 1));
  }

  @Test
  void afterMainNoEntryIsFinishedForTheHostMayBeAtThatTranscript() throws Exception {
    Path transcript = folder.resolve("s.jsonl");
    form = TranscriptForm.OPENCLAW;
    for (String option : List.of("", ",sweep=off", ",sweep=report")) {
      leaveEntry(transcript, "", folder.resolve(".unjam.journal"));
      sweep(option, Duration.ofSeconds(30), path -> false).afterMain();
      assertEquals(0, Files.size(transcript), option);
    }
  }

  private static void leaveEntry(Path transcript, String before, Path pending) throws IOException {
    Files.writeString(transcript, before);
    Files.writeString(pending, pending("s.jsonl", before.length()));
  }

  private static String pending(String transcript, int size) {
    return ("{\"transcript\":\"%s\",\"size\":%d,\"incident\":\"inc-1-a-2\","
            + "\"at\":\"%s\",\"message\":\"quota\",\"data\":{}}\n")
        .formatted(transcript, size, Instant.now());
  }

  private StartSweep sweep(String more, Duration bound, Predicate<Path> heldHere) throws Exception {
    Options options = Options.parse("sessions=" + folder + more, new Properties(), Map.of());
    return new StartSweep(options, form, events::add, complaints::add, bound, heldHere);
  }

  private Path stale(String name) throws Exception {
    return Files.writeString(folder.resolve(name), "{\"pid\":" + Children.dead() + "}");
  }

  /** A JDK may warn of native access first. */
  private static String lastWord(Process leased) throws IOException {
    BufferedReader out = leased.inputReader(StandardCharsets.UTF_8);
    String said = out.readLine();
    while (said != null && (said.isEmpty() || said.startsWith("WARNING"))) {
      said = out.readLine();
    }
    return String.valueOf(said);
  }

  private static Thread sweeper() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("unjam-sweep"))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
