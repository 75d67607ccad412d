package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import clienthost.Cell;
import clienthost.Hold;
import clienthost.Kind;
import clienthost.Library;
import clienthost.Outcome;
import clienthost.Scenario;
import clienthost.StreamingClient;
import dev.unjam.agent.it.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever only takes long is left alone: all clients at the same time, in one JVM. That the same
 * clients under the same limits are acted on where they are stuck is {@link MatrixIT}.
 */
class InnocentIT {
  /**
   * A late scan counts for three: on a machine with no time for anybody, two seconds are three of
   * them, in which hundreds of callers in one JVM have not had their turn.
   */
  private static final String LIMITS =
      "threshold=1s,patience=2s,silence=4s,silence.head=9s,leak=1s,grace=1s";

  private static final int DEADLINE_SECONDS = 60;

  @TempDir static Path folder;
  private static HostProcess host;

  @BeforeAll
  static void everybodyTakesLong() throws Exception {
    Certificate certificate = Certificate.make(folder);
    Server server = Server.start(certificate, Chosen.clients());
    host =
        HostProcess.watched(
            folder.resolve("host"), ClassPaths.newest(), server, certificate, LIMITS);
    Set<Cell> all = innocents().keySet();
    host.warmUp(all.stream().filter(cell -> cell.library() != Library.NONE).toList());
    host.begin(all);
  }

  @AfterAll
  static void end() throws IOException {
    host.close();
  }

  /** Who is innocent, and of what. */
  private static Map<Cell, String> innocents() {
    Map<Cell, String> innocents = new LinkedHashMap<>();
    for (Kind kind : List.of(Kind.PLATFORM, Kind.VIRTUAL)) {
      if (kind.exists()) {
        innocents.put(
            new Cell(Library.NONE, "http", Scenario.OK, kind, Hold.BEFORE),
            "holds and calls nobody");
        Chosen.clients().forEach(client -> innocents.putAll(innocents(client, kind)));
      }
    }
    return innocents;
  }

  private static Map<Cell, String> innocents(Library client, Kind kind) {
    Map<Cell, String> innocents = new LinkedHashMap<>();
    for (String scheme : client.schemes()) {
      if (client.streams()) {
        innocents.put(
            Cell.locked(client, scheme, Scenario.TRICKLE, kind), "is sent an event now and then");
      }
      innocents.put(
          Cell.locked(client, scheme, Scenario.LATE, kind), "waits almost for silence.head");
      innocents.put(
          new Cell(client, scheme, Scenario.VERY_LATE, kind, Hold.NONE), "waits and holds nothing");
      if (client.make() instanceof StreamingClient) {
        innocents.put(
            new Cell(client, scheme, Scenario.LATE_BODY, kind, Hold.AT_HEAD),
            "holds what is younger than its call");
      }
    }
    if (kind == Kind.PLATFORM && client.streams() && !client.multiplexes()) {
      for (Scenario phase : besides(client)) {
        innocents.put(
            Cell.locked(client, client.schemes().get(0), phase, kind), "is not who hangs");
      }
    }
    return innocents;
  }

  private static List<Scenario> besides(Library client) {
    return client.refusesWithABody()
        ? List.of(Scenario.TRICKLE_BESIDE_HANGING, Scenario.TRICKLE_BESIDE_REFUSED)
        : List.of(Scenario.TRICKLE_BESIDE_HANGING);
  }

  @TestFactory
  Stream<DynamicTest> theCallerGetsItsAnswer() {
    return innocents().entrySet().stream()
        .map(e -> dynamicTest(e.getKey() + ", " + e.getValue(), () -> assertAnswered(e.getKey())));
  }

  private static void assertAnswered(Cell cell) throws IOException {
    Outcome outcome = outcome(cell);
    List<String> ok = List.of(Scenario.BODY);
    assertEquals(new Outcome(cell, ok, true, false, ok), outcome, host.log()::text);
    int requests = cell.library() == Library.NONE ? 0 : 1;
    assertEquals(requests, host.requests().count(cell.path()), "requests");
    Scenario beside = cell.scenario().ofSideWork();
    if (beside != null) {
      assertTrue(host.requests().count(cell.path(beside)) > 0, "the work beside it has begun");
    }
  }

  private static Outcome outcome(Cell cell) {
    return host.outcome(cell).orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Test
  void theAgentActsOnNobody() throws IOException {
    List<Cell> cells = new ArrayList<>(innocents().keySet());
    cells.forEach(InnocentIT::outcome);
    assertTrue(cells.size() > Chosen.clients().size(), "somebody was tried");
    assertEquals(List.of(), host.log().events("action.started"));
    assertEquals(List.of(), host.log().events("agent.degraded"));
    assertEquals(0, Verb.status(host.pid()).path("suppressed").asInt(-1));
  }
}
