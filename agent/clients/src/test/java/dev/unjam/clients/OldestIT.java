package dev.unjam.clients;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import clienthost.Cell;
import clienthost.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The oldest versions that are claimed, at run time: each of their clients gets stuck, in a JVM
 * with nothing newer of the same project. The table of versions says what was tried.
 */
class OldestIT {
  private static final int AT_A_TIME = 3;

  @TempDir static Path folder;
  private static final ExecutorService STARTERS = Executors.newFixedThreadPool(AT_A_TIME);
  private static final Map<String, CompletableFuture<Couple>> COUPLES = new LinkedHashMap<>();

  @BeforeAll
  static void eachGetsStuck() throws Exception {
    Certificate certificate = Certificate.make(folder);
    clients()
        .forEach(
            (artifact, clients) ->
                COUPLES.put(
                    artifact,
                    CompletableFuture.supplyAsync(() -> tried(clients, certificate), STARTERS)));
  }

  private static Couple tried(List<Library> clients, Certificate certificate) {
    Library first = clients.get(0);
    List<Cell> cells = clients.stream().flatMap(c -> Cells.few(c).stream()).toList();
    try {
      Path at = folder.resolve(first.artifact());
      return Couple.tried(at, ClassPaths.oldest(first), certificate, cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void end() throws IOException {
    STARTERS.shutdown();
    for (CompletableFuture<Couple> couple : COUPLES.values()) {
      couple.join().close();
    }
  }

  /** By the jar that they come from. */
  private static Map<String, List<Library>> clients() {
    return Chosen.clients().stream()
        .filter(ClassPaths::hasOldest)
        .collect(groupingBy(Library::artifact, LinkedHashMap::new, toList()));
  }

  @TestFactory
  Stream<DynamicTest> theCallerIsStuckWithoutTheAgentAndFreedWithIt() {
    return clients().values().stream()
        .flatMap(List::stream)
        .flatMap(client -> Cells.few(client).stream())
        .map(cell -> dynamicTest(cell.toString(), () -> assertFreed(cell)));
  }

  private static void assertFreed(Cell cell) throws Exception {
    Couple couple = couple(cell.library().artifact());
    assertAll(() -> Freed.checkStuck(cell, couple), () -> Freed.check(cell, couple));
  }

  private static Couple couple(String artifact) {
    return Objects.requireNonNull(COUPLES.get(artifact)).join();
  }

  @TestFactory
  Stream<DynamicTest> nothingOfTheAgentsOwnGoesWrong() {
    return clients().keySet().stream()
        .map(name -> dynamicTest(name, () -> Freed.checkUnharmed(couple(name).watched())));
  }

  @Test
  void theCommittedTableOfVersionsSaysWhatIsTrue() throws IOException {
    List<MatrixTable.Row> rows = new ArrayList<>();
    for (List<Library> clients : clients().values()) {
      assertFalse(Cells.few(clients.get(0)).isEmpty(), clients::toString);
      rows.add(VersionsTable.row(clients.get(0)));
    }
    MatrixPage.VERSIONS.keep(rows);
  }
}
