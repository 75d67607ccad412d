package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A provider's outage jams hundreds of sessions of one host at once, whose lock files are in one
 * folder and are renewed all the time: every one of them is freed, each former holder is kept from
 * its transcript, and a session that is not concerned goes on.
 */
@Timeout(300)
class OutageIT {
  private static final int TURNS = 400;

  /** Some seconds do where nothing else runs. */
  private static final Duration DEADLINE = Duration.ofSeconds(200);

  @TempDir Path folder;

  @Test
  void allAreFreedHoweverManyAreStuckAtOnce() throws Exception {
    HostProgram program = HostProgram.of(folder, "Outage");
    try (HostScenario host = HostScenario.start(program, "outage")) {
      assertEquals("all are refused", host.says(), host.log()::text);
      Path work = host.folder().resolve("work");
      Awaitility.await()
          .atMost(DEADLINE)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> isAnyDegraded(host) || locks(work).isEmpty());
      assertEquals(List.of(), host.log().events("agent.degraded"));
      host.goOn();
      assertEquals("the other session went on", host.says(), host.log()::text);
      assertEquals(List.of(), locks(work));
      assertEquals(TURNS, host.log().events("lockfile.removed").size());
      assertEquals(TURNS, entries(work));
      assertEquals(List.of(), host.log().events("fence.dropped"));
      host.assertUnharmed();
    }
  }

  private static boolean isAnyDegraded(HostScenario host) throws IOException {
    return !host.log().events("agent.degraded").isEmpty();
  }

  private static List<Path> locks(Path work) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files
          .filter(f -> String.valueOf(f.getFileName()).matches("s\\d+\\.jsonl\\.lock"))
          .toList();
    }
  }

  private static long entries(Path work) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files
          .filter(f -> String.valueOf(f.getFileName()).matches("s\\d+\\.jsonl"))
          .filter(f -> f.toFile().length() > 0)
          .count();
    }
  }
}
