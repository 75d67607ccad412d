package dev.unjam.clients;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import clienthost.Cell;
import clienthost.Outcome;
import clienthost.Scenario;
import com.fasterxml.jackson.databind.JsonNode;
import dev.unjam.agent.it.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
                    Cells.stuck(client).stream()
                        .map(cell -> dynamicTest(name(cell), () -> assertFreed(cell)))));
  }

  private static String name(Cell cell) {
    return String.join(
        ", ", cell.scenario().label(), "over " + cell.scheme(), cell.kind().label() + " thread");
  }

  private static void assertFreed(Cell cell) throws Exception {
    HostProcess host = matrix.couple(cell.library()).watched();
    Outcome outcome = host.outcome(cell).getNow(null);
    if (outcome == null) {
      throw new AssertionError(cell + " is still stuck:\n" + host.story());
    }
    assertAll(
        cell + ": " + outcome,
        () -> assertTrue(outcome.seen().contains(Expected.seen(cell)), "our exception"),
        () -> assertTrue(outcome.lockFree(), "the lock is free"),
        () -> assertFalse(outcome.interrupted(), "left interrupted"),
        () -> assertEquals(List.of(Scenario.BODY), outcome.health(), "the next call"),
        () -> assertEquals(Expected.requests(cell), host.requests().count(cell.path()), "requests"),
        () -> assertTrue(isLetGo(cell, host), "the connection is closed"));
  }

  /** Between two tries nothing is under way: that connection may well be used again. */
  private static boolean isLetGo(Cell cell, HostProcess host) throws Exception {
    host.requests().free(cell.path());
    return cell.scenario() == Scenario.RETRY
        || !cell.scenario().asks()
        || host.requests().awaitGivenUp(cell.path(), DEADLINE_SECONDS);
  }

  @TestFactory
  Stream<DynamicTest> withTheAgentNothingOfItsOwnGoesWrong() {
    return matrix.couples().stream()
        .map(couple -> dynamicTest(couple.names(), () -> assertUnharmed(couple.watched())));
  }

  private static void assertUnharmed(HostProcess host) throws IOException {
    JsonNode status = Verb.status(host.pid());
    assertEquals(0, status.path("suppressed").asInt(-1), status::toString);
    assertEquals(List.of(), host.log().events("agent.degraded"));
    List<String> said = host.stderr().lines().filter(l -> l.startsWith("unjam:")).toList();
    assertEquals(List.of(), said);
  }

  @TestFactory
  Stream<DynamicTest> withTheAgentNobodyKnocksAgainWhereNobodyAnswers() {
    return matrix.couples().stream()
        // gRPC's channels are shared: they go on by themselves, with no call in them.
        .filter(couple -> couple.cells().stream().noneMatch(c -> c.scheme().equals("grpc")))
        .map(couple -> dynamicTest(couple.names(), () -> assertAskedOnce(couple)));
  }

  private static void assertAskedOnce(Couple couple) {
    long cells = couple.cells().stream().filter(c -> c.scenario() == Scenario.HANDSHAKE).count();
    MuteServer mute = couple.watched().mute();
    await().atMost(Duration.ofSeconds(DEADLINE_SECONDS)).until(() -> mute.gone() == mute.came());
    assertEquals(cells, mute.came());
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentTheCallerStaysInItsCall() {
    return matrix.clients().stream()
        .flatMap(client -> Cells.stuck(client).stream())
        .map(
            cell ->
                dynamicTest(cell.library().label() + ", " + name(cell), () -> assertStuck(cell)));
  }

  private static void assertStuck(Cell cell) {
    Couple.Bare stuck = new Couple.Bare(Expected.requests(cell), false, "");
    assertEquals(stuck, matrix.couple(cell.library()).bare(cell));
  }

  @Test
  void theCommittedTableSaysWhatIsTrue() throws IOException {
    List<MatrixTable.Row> rows =
        matrix.clients().stream()
            .flatMap(c -> MatrixTable.rows(c, matrix.couple(c).watched()).stream())
            .toList();
    MatrixPage.keep(rows);
  }
}
