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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel that tries again by itself, within one call and with short pauses, as if for ever. */
class GrpcRetriesIT {
  private static final Cell CELL =
      Cell.locked(Library.GRPC_KEEPS_TRYING, "grpc", Scenario.RETRY, Kind.PLATFORM);
  private static final List<Library> CLIENTS = List.of(Library.GRPC_KEEPS_TRYING);
  private static final String LIMITS = "threshold=2s,patience=2s,leak=1s,grace=1s";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void refusalAfterRefusalWithinOneCallIsSeenAndTheChannelAsksNoMore() throws Exception {
    Certificate certificate = Certificate.make(folder);
    String path = ClassPaths.newest();
    try (HostProcess bare =
            HostProcess.bare(
                folder.resolve("bare"), path, Server.start(certificate, CLIENTS), certificate);
        HostProcess watched =
            HostProcess.watched(
                folder.resolve("watched"),
                path,
                Server.start(certificate, CLIENTS),
                certificate,
                LIMITS)) {
      watched.begin(CELL);
      Outcome outcome = watched.outcome(CELL).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      int asked = watched.requests().count(CELL.path());
      assertFalse(Collections.disjoint(outcome.seen(), Expected.seen(CELL)), outcome::toString);
      assertTrue(outcome.lockFree());
      assertTrue(asked > 1, () -> "asked " + asked + " times");
      assertEquals(
          "retrying", watched.log().events("incident.opened").get(0).path("verdict").asText());

      bare.begin(CELL);
      Awaitility.await()
          .atMost(DEADLINE)
          .until(() -> bare.requests().count(CELL.path()) > 2 * asked);
      assertFalse(bare.outcome(CELL).isDone());
      assertEquals(asked, watched.requests().count(CELL.path()), "in the same time");
    }
  }
}
