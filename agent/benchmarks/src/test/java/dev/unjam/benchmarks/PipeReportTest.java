package dev.unjam.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.benchmarks.pipes.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipeReportTest {
  private static final PipeRow ROW = new PipeRow(Shape.OUT_64, true);

  private static Window took(double wall) {
    return new Window(wall, wall, wall / 2, 0);
  }

  /** A line of so many launches, in each of which bare took 90. */
  private static PipeLine line(double... agent) {
    PipeLine line = new PipeLine(ROW, new Jdk(Path.of("jdk"), "17.0.1"));
    for (double wall : agent) {
      line.add(
          Map.of(
              Contender.BARE, List.of(took(90), took(1), took(1000)),
              Contender.AGENT, List.of(took(wall)),
              Contender.BARE_AGAIN, List.of(took(90))));
    }
    return line;
  }

  @Test
  void theMedianOfALaunchCountsAndTheMedianOfTheLaunches() {
    PipeLine line = line(100, 60, 180);
    assertEquals(0.9, line.ratio(Contender.AGENT, Window::wall, 0.5), 1e-9);
    assertEquals(0.5, line.ratio(Contender.AGENT, Window::wall, 0), 1e-9);
    assertEquals(1.5, line.ratio(Contender.AGENT, Window::wall, 1), 1e-9);
  }

  @Test
  void nineTenthsOfBareAreEnough() {
    assertTrue(line(100).holds());
    assertFalse(line(101).holds());
  }

  @Test
  void everyRowOfTheTableHasAsManyCellsAsItsHead() {
    String report = PipeReport.of("a machine", "a command", List.of(line(100), line(120)));
    List<Long> cells =
        report
            .lines()
            .filter(text -> text.startsWith("|"))
            .map(text -> text.chars().filter(c -> c == '|').count())
            .distinct()
            .toList();
    assertEquals(1, cells.size(), report);
    assertTrue(report.contains("| 0.75 (0.75…0.75) | 1.00 (1.00…1.00) |"), report);
  }

  @Test
  void withoutALockIsMeasuredWhereThatIsWantedAlone() {
    assertTrue(PipeRow.all(false).stream().allMatch(PipeRow::held));
    assertEquals(2 * Shape.values().length, PipeRow.all(true).size());
  }
}
