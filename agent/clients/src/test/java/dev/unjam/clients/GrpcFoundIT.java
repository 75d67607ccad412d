package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clienthost.Cell;
import clienthost.Kind;
import clienthost.Library;
import clienthost.Outcome;
import clienthost.Scenario;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call whose channel finds the server between the moments when it is made and when it starts. */
class GrpcFoundIT {
  private static final Cell CELL =
      Cell.locked(Library.GRPC_FOUND, "grpc", Scenario.AGAIN, Kind.PLATFORM);
  private static final List<Library> CLIENTS = List.of(Library.GRPC_FOUND);
  private static final String LIMITS =
      "threshold=1s,patience=2s,silence=2s,silence.head=15s,leak=1s,grace=1s";
  private static final int DEADLINE_SECONDS = 60;

  @TempDir Path folder;

  @Test
  void itsServerIsKnownAndDeniedAndAnotherIsNot() throws Exception {
    Certificate certificate = Certificate.make(folder);
    Server server = Server.start(certificate, CLIENTS);
    try (HostProcess watched =
        HostProcess.watched(folder, ClassPaths.newest(), server, certificate, LIMITS)) {
      watched.begin(CELL);
      Outcome outcome = watched.outcome(CELL).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      JsonNode incident = watched.log().events("incident.opened").get(0);
      assertEquals(server.grpc().uri().getAuthority(), incident.path("peer").asText());
      assertFalse(Collections.disjoint(outcome.seen(), Expected.seen(CELL)), outcome::toString);
      assertTrue(outcome.lockFree());
      assertEquals(1, watched.requests().count(CELL.path()), "the second one was denied");
      assertEquals(1, watched.requests().count(CELL.path(Scenario.INSTEAD)), "the third was not");
      assertEquals(1, watched.log().events("action.started").size(), watched.log()::text);
    }
  }
}
