package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clienthost.Cell;
import clienthost.Kind;
import clienthost.Library;
import clienthost.Outcome;
import clienthost.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that was stopped for longer than every threshold accuses none of its calls. */
@Timeout(120)
class StoppedIT {
  private static final String LIMITS =
      "threshold=1s,patience=2s,silence=4s,silence.head=4s,leak=1s,grace=1s";
  private static final int STOPPED_SECONDS = 8;
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final List<Library> CLIENTS = List.of(Library.OKHTTP4, Library.REACTOR);

  @TempDir Path folder;

  @Test
  void callsThatWereInFlightWhileTheHostWasStoppedGoOnAndOnesThatAreStuckAreEnded()
      throws Exception {
    Certificate certificate = Certificate.make(folder);
    Server server = Server.start(certificate, CLIENTS);
    try (HostProcess host =
        HostProcess.watched(
            folder.resolve("host"), ClassPaths.newest(), server, certificate, LIMITS)) {
      List<Cell> held = cells(Scenario.HELD);
      host.warmUp(held);
      host.begin(held);
      for (Cell cell : held) {
        server.requests().awaitCame(cell.path());
      }
      stop(host.pid());
      held.forEach(cell -> server.requests().free(cell.path()));
      List<String> ok = List.of(Scenario.BODY);
      for (Cell cell : held) {
        assertEquals(new Outcome(cell, ok, true, false, ok), outcome(host, cell), host.story());
      }
      // A call may have come to its end before the agent's next scan.
      host.log().awaitEvent("clock.gap", e -> true, DEADLINE);
      assertEquals(List.of(), host.log().events("action.started"));
      List<Cell> stuck = cells(Scenario.HANG);
      host.begin(stuck);
      for (Cell cell : stuck) {
        assertTrue(outcome(host, cell).lockFree(), "the same call when it is stuck");
      }
      assertFalse(host.log().events("action.started").isEmpty(), "nobody acted on it");
    }
  }

  private static List<Cell> cells(Scenario scenario) {
    return CLIENTS.stream()
        .map(client -> Cell.locked(client, "http", scenario, Kind.PLATFORM))
        .toList();
  }

  private static Outcome outcome(HostProcess host, Cell cell) {
    return host.outcome(cell).orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Longer than every threshold. */
  private static void stop(long pid) throws Exception {
    String script = "kill -STOP " + pid + " && sleep " + STOPPED_SECONDS + "; kill -CONT " + pid;
    Process shell = new ProcessBuilder("sh", "-c", script).inheritIO().start();
    assertTrue(shell.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS));
    assertEquals(0, shell.exitValue());
  }
}
