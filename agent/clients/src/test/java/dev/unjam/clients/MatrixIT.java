package dev.unjam.clients;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import clienthost.Cell;
import clienthost.Scenario;
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
                        .map(
                            cell ->
                                dynamicTest(
                                    name(cell),
                                    () -> Freed.check(cell, matrix.couple(cell.library()))))));
  }

  private static String name(Cell cell) {
    return String.join(
        ", ", cell.scenario().label(), "over " + cell.scheme(), cell.kind().label() + " thread");
  }

  @TestFactory
  Stream<DynamicTest> withTheAgentNothingOfItsOwnGoesWrong() {
    return matrix.couples().stream()
        .map(couple -> dynamicTest(couple.names(), () -> Freed.checkUnharmed(couple.watched())));
  }

  @TestFactory
  Stream<DynamicTest> withTheAgentNobodyKnocksAgainWhereNobodyAnswers() {
    return matrix.couples().stream()
        // gRPC's channels are shared: they go on by themselves, with no call in them.
        .filter(couple -> couple.cells().stream().noneMatch(c -> c.scheme().equals("grpc")))
        .filter(couple -> !unanswered(couple).isEmpty())
        .map(couple -> dynamicTest(couple.names(), () -> assertAskedOnce(couple)));
  }

  private static void assertAskedOnce(Couple couple) {
    List<Cell> cells = unanswered(couple);
    long closed = cells.stream().filter(c -> Expected.closesUnanswered(c.library())).count();
    MuteServer mute = couple.watched().mute();
    assertEquals(cells.size(), mute.came(), "connections");
    await()
        .atMost(Duration.ofSeconds(DEADLINE_SECONDS))
        // The others' own time-outs, of minutes, may be over by now as well.
        .untilAsserted(() -> assertTrue(mute.gone() >= closed, () -> closed + " are closed"));
  }

  private static List<Cell> unanswered(Couple couple) {
    return couple.cells().stream().filter(c -> c.scenario() == Scenario.HANDSHAKE).toList();
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentTheCallerStaysInItsCall() {
    return matrix.clients().stream()
        .flatMap(client -> Cells.bare(Cells.stuck(client)).stream())
        .map(
            cell ->
                dynamicTest(
                    cell.library().label() + ", " + name(cell),
                    () -> Freed.checkStuck(cell, matrix.couple(cell.library()))));
  }

  @Test
  void theCommittedTableSaysWhatIsTrue() throws IOException {
    List<MatrixTable.Row> rows =
        matrix.clients().stream()
            .flatMap(c -> MatrixTable.rows(c, matrix.couple(c).watched()).stream())
            .toList();
    MatrixPage.OUTCOMES.keep(rows);
  }
}
