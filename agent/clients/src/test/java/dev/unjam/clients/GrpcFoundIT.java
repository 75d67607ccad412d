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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of channels that find a call's server, or its way, between its making and its start. */
class GrpcFoundIT {
  private static final String LIMITS =
      "threshold=1s,patience=2s,silence=2s,silence.head=15s,leak=1s,grace=1s";
  private static final int DEADLINE_SECONDS = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"GRPC_FOUND", "GRPC_CHOSEN"})
  void itsServerIsKnownAndDeniedAndAnotherIsNot(Library client) throws Exception {
    Cell cell = Cell.locked(client, "grpc", Scenario.AGAIN, Kind.PLATFORM);
    Certificate certificate = Certificate.make(folder);
    Server server = Server.start(certificate, List.of(client));
    try (HostProcess watched =
        HostProcess.watched(folder, ClassPaths.newest(), server, certificate, LIMITS)) {
      watched.begin(cell);
      Outcome outcome = watched.outcome(cell).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      JsonNode incident = watched.log().events("incident.opened").get(0);
      assertEquals(server.grpc().uri().getAuthority(), incident.path("peer").asText());
      assertFalse(Collections.disjoint(outcome.seen(), Expected.seen(cell)), outcome::toString);
      assertTrue(outcome.lockFree());
      assertEquals(1, watched.requests().count(cell.path()), "the second one was denied");
      assertEquals(1, watched.requests().count(cell.path(Scenario.INSTEAD)), "the third was not");
      assertEquals(1, watched.log().events("action.started").size(), watched.log()::text);
    }
  }
}
