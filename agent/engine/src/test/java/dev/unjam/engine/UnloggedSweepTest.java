package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.config.Options;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.os.Children;
import dev.unjam.engine.report.HumanLog;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Journals;
import dev.unjam.engine.report.JsonLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lock file is evidence of a crash: where no log takes it, standard error does. */
@Timeout(120)
class UnloggedSweepTest {
  private static final int A_PIPE = 64 * 1024;

  @TempDir Path folder;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Path sessions;
  private String pid;

  @BeforeEach
  void makeFolder() throws Exception {
    sessions = Files.createDirectory(folder.resolve("sessions"));
    pid = String.valueOf(Children.dead());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatNoLogTakesIsSaidBeforeItIsRemoved(boolean wanted) throws Exception {
    Path lock =
        lock("a.jsonl.lock", "{\"pid\":" + pid + ",\"createdAt\":\"2026-11-22T10:00:00Z\"}");
    Path halfWritten = lock("b.lock", "{\"pi");
    Path empty = lock("c.lock", "");
    Path notInTheWay = Files.createFile(folder.resolve("file"));
    Journal logs =
        wanted
            ? logs(notInTheWay.resolve("u.log"), notInTheWay.resolve("u.jsonl"))
            : Journals.all(List.of(), lines::add);
    sweep(
        "",
        logs,
        line -> {
          assertTrue(Files.exists(lock), "it went before it was said");
          lines.add(line);
        });
    assertFalse(Files.exists(lock));
    assertTrue(Files.exists(halfWritten) && Files.exists(empty));
    List<String> said = lines.stream().filter(line -> !line.startsWith("the log ")).toList();
    assertEquals(wanted ? 2 : 0, lines.size() - said.size(), lines::toString);
    assertEquals(1, said.size(), said::toString);
    String line = said.get(0);
    assertTrue(line.startsWith("sweep of sessions: " + lock + " pid=" + pid + " (dead) "), line);
    assertTrue(
        line.endsWith(
            " │ found, is removed; in no log, content=\"{\\\"pid\\\":"
                + pid
                + ",\\\"createdAt\\\":\\\"2026-11-22T10:00:00Z\\\"}\""),
        line);
  }

  @Test
  void oneLogThatTakesItIsEnough() throws Exception {
    Path lock = lock("a.jsonl.lock", "{\"pid\":" + pid + "}");
    Path log = folder.resolve("u.jsonl");
    sweep("", logs(Files.createFile(folder.resolve("file")).resolve("u.log"), log), lines::add);
    assertFalse(Files.exists(lock));
    assertTrue(lines.get(0).startsWith("the log "), lines::toString);
    assertEquals(1, lines.size(), lines::toString);
    assertEquals(2, Files.readAllLines(log).size());
  }

  @Test
  void whatIsNotRemovedNeedNotBeSaid() throws Exception {
    lock("a.jsonl.lock", "{\"pid\":" + pid + "}");
    for (String option : List.of(",sweep=report", ",mode=observe", ",sweep=off")) {
      sweep(option, Journals.all(List.of(), lines::add), lines::add);
    }
    assertEquals(List.of(), lines);
    assertEquals(1, left());
  }

  @Test
  void whatWouldFillAPipeIsLeftForOtherStarts() throws Exception {
    int many = 400;
    for (int i = 0; i < many; i++) {
      lock(i + ".jsonl.lock", "{\"pid\":" + pid + "}");
    }
    int starts = 0;
    for (long before = many; before > 0; before = left()) {
      lines.clear();
      sweep("", Journals.all(List.of(), lines::add), lines::add);
      int bytes = lines.stream().mapToInt(UnloggedSweepTest::bytes).sum();
      assertTrue(bytes < A_PIPE, () -> lines.size() + " lines");
      boolean all = left() == 0;
      String last = lines.get(lines.size() - 1);
      assertEquals(!all, last.endsWith("the rest is left for another start"), last);
      assertEquals(before - left(), lines.size() - (all ? 0 : 1));
      assertTrue(left() < before, "it gets on");
      starts++;
    }
    assertTrue(starts > 1, "it was to be too many for one");
  }

  private static int bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length + "unjam: \r\n".length();
  }

  private Journal logs(Path human, Path json) {
    return Journals.all(
        List.of(
            new HumanLog(human.toString(), lines::add), new JsonLog(json.toString(), lines::add)),
        lines::add);
  }

  private void sweep(String more, Journal logs, Consumer<String> complaint) throws Exception {
    Options options = Options.parse("sessions=" + sessions + more, new Properties(), Map.of());
    new StartSweep(
            options, TranscriptForm.NONE, logs, complaint, Duration.ofSeconds(100), path -> false)
        .beforeMain();
  }

  private Path lock(String name, String content) throws Exception {
    return Files.writeString(sessions.resolve(name), content);
  }

  private long left() throws Exception {
    try (Stream<Path> files = Files.list(sessions)) {
      return files.filter(file -> file.toString().endsWith(".lock")).count();
    }
  }
}
