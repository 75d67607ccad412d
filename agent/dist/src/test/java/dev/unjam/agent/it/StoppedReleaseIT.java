package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A host that is stopped between the entry in the transcript and the removal of the lock file goes
 * on where it was: the release is not lost, nobody is kept out for ever, and the entry is there
 * once.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class StoppedReleaseIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Longer than every threshold, grace and fence of these tests. */
  private static final int STOPPED_SECONDS = 8;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "task, 'next wrote, new task wrote'",
    "live, 'next wrote, late refused, new task wrote'",
  })
  void theReleaseIsFinishedOnceItGoesOn(String scenario, String said) throws Exception {
    HostProgram program = HostProgram.of(folder, "Halted");
    try (HostScenario host = HostScenario.start(program, scenario)) {
      assertEquals("ready", host.says());
      Path work = host.folder().resolve("work");
      Path transcript = work.resolve("s.jsonl");
      Path guard = work.resolve(".unjam.guard");
      try (FileChannel channel =
              FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock busy = channel.lock()) {
        host.goOn();
        Awaitility.await().atMost(DEADLINE).until(() -> entries(transcript) > 0);
        signal("STOP", host);
        // each of its threads stops when it is its turn
        Awaitility.await().atMost(DEADLINE).until(() -> isStopped(host.process().pid()));
        assertTrue(busy.isValid());
      }
      Process shell = new ProcessBuilder("sleep", Integer.toString(STOPPED_SECONDS)).start();
      assertTrue(shell.waitFor(60, TimeUnit.SECONDS));
      assertTrue(Files.exists(work.resolve("s.jsonl.lock")), "it was not in the midst of it");
      signal("CONT", host);

      assertEquals(said, host.says(), host.log()::text);
      assertEquals(1, entries(transcript), () -> text(transcript));
      assertEquals(List.of(), asides(work));
      JsonNode opened = host.log().events("incident.opened").get(0);
      host.log()
          .awaitEvent(
              "incident.closed", e -> e.path("incident").equals(opened.path("incident")), DEADLINE);
      host.assertUnharmed();
    }
  }

  private static List<Path> asides(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".unjam-aside")).toList();
    }
  }

  private static long entries(Path transcript) {
    return text(transcript).lines().filter(line -> line.contains("openclaw:prompt-error")).count();
  }

  private static String text(Path transcript) {
    try {
      return Files.readString(transcript);
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isStopped(long pid) throws IOException {
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks) {
        String stat = text(task.resolve("stat"));
        if (!stat.isEmpty() && !stat.substring(stat.lastIndexOf(')')).startsWith(") T")) {
          return false;
        }
      }
    }
    return true;
  }

  private static void signal(String name, HostScenario host) throws IOException {
    String pid = Long.toString(host.process().pid());
    Ended ended = Ended.run(host.folder(), List.of("kill", "-" + name, pid), Map.of());
    assertEquals(0, ended.status(), ended::toString);
  }
}
