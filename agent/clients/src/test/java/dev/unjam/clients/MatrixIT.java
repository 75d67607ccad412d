package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import clienthost.Beside;
import clienthost.Cell;
import clienthost.Outcome;
import clienthost.Scenario;
import com.fasterxml.jackson.databind.JsonNode;
import dev.unjam.agent.it.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A caller that is stuck under a lock stays so without the agent and is freed with it, for every
 * client, phase and kind of thread; the committed table says just that.
 */
class MatrixIT {
  private static final int DEADLINE_SECONDS = 10;
  private static final Duration SCAN = Duration.ofMillis(250);

  @TempDir static Path folder;
  private static Matrix matrix;

  @BeforeAll
  static void everyCallerGetsStuck() throws Exception {
    matrix = Matrix.start(folder, Chosen.clients());
  }

  @AfterAll
  static void end() throws IOException {
    matrix.close();
  }

  @TestFactory
  Stream<DynamicContainer> withTheAgentTheCallerIsFreedAndNothingIsSentTwice() {
    return matrix.clients().stream()
        .map(
            client ->
                dynamicContainer(
                    client.label(),
                    Matrix.withTheAgent(client).stream()
                        .map(cell -> dynamicTest(name(cell), () -> assertFreed(cell)))));
  }

  private static String name(Cell cell) {
    return String.join(
        ", ", cell.scenario().label(), "over " + cell.scheme(), cell.kind().label() + " thread");
  }

  private static void assertFreed(Cell cell) throws Exception {
    HostProcess host = matrix.watched(cell.library());
    Outcome outcome = host.outcome(cell).getNow(null);
    if (outcome == null) {
      throw new AssertionError(cell + " is still stuck:\n" + host.story());
    }
    assertAll(
        cell + ": " + outcome,
        () -> assertFalse(Collections.disjoint(outcome.seen(), Expected.seen(cell)), "seen"),
        () -> assertTrue(outcome.lockFree(), "the lock is free"),
        () -> assertFalse(outcome.interrupted(), "left interrupted"),
        () -> assertEquals(List.of(Scenario.BODY), outcome.health(), host.log()::text),
        () -> assertRequests(cell, host),
        () -> assertFalse(isAskedAfterTheAct(cell, host), () -> "asked at " + newest(cell, host)),
        () -> assertTrue(isLetGo(cell, host), "the connection is closed"),
        () -> assertBeside(cell, host.requests()));
  }

  /** That the neighbour's stream went on to its end is told by the next call. */
  private static void assertBeside(Cell cell, Requests requests) {
    if (cell.library().multiplexes()) {
      String neighbours = requests.connection(Beside.path(cell.path()));
      assertNotNull(neighbours, "the neighbour's");
      assertEquals(neighbours, requests.connection(cell.path()), "the connection");
    }
  }

  private static void assertRequests(Cell cell, HostProcess host) {
    int most = Expected.requests(cell);
    int requests = host.requests().count(cell.path());
    assertTrue(1 <= requests && requests <= most, () -> requests + " requests");
  }

  /** What was on its way already when the agent wrote that it begins may come a scan later. */
  private static boolean isAskedAfterTheAct(Cell cell, HostProcess host) {
    Instant newest = newest(cell, host);
    return host.log().events("action.started").stream()
        .filter(event -> event.path("holder").asText().equals(cell.toString()))
        .map(event -> Instant.parse(event.path("ts").asText()).plus(SCAN))
        .anyMatch(newest::isAfter);
  }

  private static Instant newest(Cell cell, HostProcess host) {
    return host.requests().newest(cell.path());
  }

  /** Between two tries nothing is under way: that connection may well be used again. */
  private static boolean isLetGo(Cell cell, HostProcess host) throws Exception {
    return cell.scenario() == Scenario.RETRY
        || host.requests().awaitGivenUp(cell.path(), DEADLINE_SECONDS);
  }

  @TestFactory
  Stream<DynamicTest> withTheAgentNothingOfItsOwnGoesWrong() {
    return matrix.clients().stream()
        .map(client -> dynamicTest(client.label(), () -> assertUnharmed(matrix.watched(client))));
  }

  private static void assertUnharmed(HostProcess host) throws IOException {
    JsonNode status = Verb.status(host.pid());
    assertEquals(0, status.path("suppressed").asInt(-1), status::toString);
    assertEquals(List.of(), host.log().events("agent.degraded"));
    List<String> said = host.stderr().lines().filter(l -> l.startsWith("unjam:")).toList();
    assertEquals(List.of(), said);
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentTheCallerStaysInItsCall() {
    return matrix.clients().stream()
        .flatMap(client -> Matrix.withoutTheAgent(client).stream())
        .map(
            cell ->
                dynamicTest(cell.library().label() + ", " + name(cell), () -> assertStuck(cell)));
  }

  private static void assertStuck(Cell cell) throws IOException {
    HostProcess bare = matrix.bare(cell.library());
    assertTrue(bare.isAlive(), bare.stderr());
    assertRequests(cell, bare);
    boolean once = Expected.requests(cell) == 1;
    assertFalse(once && bare.requests().isGivenUp(cell.path()), "gave up");
    assertFalse(bare.outcome(cell).isDone(), () -> "ended: " + bare.outcome(cell).join());
  }

  @Test
  void theCommittedTableSaysWhatIsTrue() throws IOException {
    List<MatrixTable.Row> rows =
        matrix.clients().stream()
            .flatMap(c -> MatrixTable.rows(c, matrix.watched(c)).stream())
            .toList();
    MatrixPage.keep(rows);
  }
}
