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

  /** A round in which each contender took this long. */
  private static PipeRound round(double bare, double agent, double again) {
    return new PipeRound(
        Map.of(
            Contender.BARE, took(bare),
            Contender.AGENT, took(agent),
            Contender.BARE_AGAIN, took(again)));
  }

  /** A line of a launch whose first megabytes took bare 90, and the agent this long. */
  private static PipeLine line(double coldAgent, PipeRound... warm) {
    PipeLine line = new PipeLine(ROW, new Jdk(Path.of("jdk"), "17.0.1"));
    line.add(new PipeLaunch(round(90, coldAgent, 90), List.of(warm)));
    return line;
  }

  private static double median(PipeLine line) {
    return PipeLine.ratio(line.warm(), Contender.AGENT, Window::wall, 0.5);
  }

  @Test
  void aMachineThatIsSlowForARoundChangesNoRatio() {
    // The medians of each by itself would be 20 and 25.
    PipeLine line = line(90, round(20, 25, 20), round(10, 12.5, 10), round(200, 250, 200));
    assertEquals(0.8, median(line), 1e-9);
  }

  @Test
  void theMedianOfTheRatiosOfNeighboursCounts() {
    PipeLine line = line(90, round(10, 10, 10), round(10, 40, 10), round(10, 12.5, 10));
    assertEquals(0.8, median(line), 1e-9);
    assertEquals(0.25, PipeLine.ratio(line.warm(), Contender.AGENT, Window::wall, 0), 1e-9);
    assertEquals(1, PipeLine.ratio(line.warm(), Contender.AGENT, Window::wall, 1), 1e-9);
  }

  @Test
  void whatPassedFirstAndWhatPassedLaterCountEachByItself() {
    PipeLine line = line(180, round(90, 90, 90), round(90, 90, 90));
    assertTrue(PipeLine.holds(line.warm()));
    assertFalse(PipeLine.holds(line.cold()));
  }

  @Test
  void theRoundsOfEveryLaunchCount() {
    PipeLine line = line(90, round(10, 10, 10));
    line.add(new PipeLaunch(round(10, 20, 10), List.of(round(10, 20, 10), round(10, 20, 10))));
    assertEquals(0.5, median(line), 1e-9);
    assertEquals(2, line.cold().size());
  }

  @Test
  void nineTenthsOfBareAreEnough() {
    assertTrue(PipeLine.holds(line(100).cold()));
    assertFalse(PipeLine.holds(line(101).cold()));
  }

  @Test
  void everyRowOfTheTableHasAsManyCellsAsItsHead() {
    String report =
        PipeReport.of(
            "a machine",
            "a command",
            List.of(line(120, round(90, 100, 90)), line(90, round(8, 10, 8))));
    List<Long> cells =
        report
            .lines()
            .filter(text -> text.startsWith("|"))
            .map(text -> text.chars().filter(c -> c == '|').count())
            .distinct()
            .toList();
    assertEquals(1, cells.size(), report);
    assertTrue(report.contains("| 0.75 | 1.00 | **no** |"), report);
    assertTrue(report.contains("| 0.80 | 1.00 | 0.80 | 1.00 | **no** |"), report);
  }

  @Test
  void withoutALockIsMeasuredWhereThatIsWantedAlone() {
    assertTrue(PipeRow.all(false).stream().allMatch(PipeRow::held));
    assertEquals(2 * Shape.values().length, PipeRow.all(true).size());
  }

  @Test
  void theBriefTableHasEveryDirection() {
    List<String> directions =
        PipeRow.brief().stream().map(r -> r.label().replaceFirst(":.*", "")).distinct().toList();
    assertEquals(List.of("child to host", "host to child", "both ways", "requests"), directions);
  }
}
