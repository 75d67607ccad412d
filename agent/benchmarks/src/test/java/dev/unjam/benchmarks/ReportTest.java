package dev.unjam.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final Row PAIR = Row.time("a lock", "Uncontended.unfair");
  private static final Row QUEUE = Row.throughput("a queue", "HandOver.array");

  @Test
  void aPairWithinAllThreeLimitsHolds() {
    assertTrue(pair(10, 15, 0).holds());
  }

  @Test
  void aPairHoldsNotOnceOneLimitIsPassed() {
    assertFalse(pair(10, 15.1, 0).holds(), "nanoseconds");
    assertFalse(pair(2, 4.5, 0).holds(), "ratio");
    assertFalse(pair(10, 12, 16).holds(), "bytes");
  }

  @Test
  void twoPairsMayAddTwice() {
    Row two = Row.time("two", "OldGeneration.alternating");
    assertTrue(new Line(two, "17", new Sample(20, 0), new Sample(30, 0), null).holds());
    assertFalse(new Line(two, "17", new Sample(20, 0), new Sample(30.1, 0), null).holds());
  }

  @Test
  void throughputHoldsDownToFourFifths() {
    assertTrue(new Line(QUEUE, "25", new Sample(100, 0), new Sample(80, 0), null).holds());
    assertFalse(new Line(QUEUE, "25", new Sample(100, 0), new Sample(79, 0), null).holds());
  }

  @Test
  void aLineShowsRatioDifferenceAllocationAndThePeer() {
    Line l =
        new Line(PAIR, "17.0.1", new Sample(10, 0.00001), new Sample(13, 24), new Sample(900, 80));
    assertEquals(
        "| a lock | 17.0.1 | 10.0 | 13.0 | +3.0 | 1.30 | 0 | 24.0 | ≤ +5 ns, ≤ 2.2×, 0 B | **no** |"
            + " 900 | 90.00 |",
        Report.line(l));
  }

  @Test
  void everyRowOfATableHasAsManyCellsAsItsHead() {
    Line queue = new Line(QUEUE, "25", new Sample(100, 0), new Sample(80, 0), null);
    Figure figure = new Figure("bytes", "25", "100 B", "≤ 300 B", true);
    String report =
        Report.of("a machine", "a command", List.of(pair(10, 11, 0), queue), List.of(figure));
    long cells = 0;
    for (String line : report.lines().toList()) {
      long now = line.startsWith("|") ? line.chars().filter(c -> c == '|').count() : 0;
      assertTrue(cells == 0 || now == 0 || now == cells, line);
      cells = now;
    }
    assertTrue(report.contains("a machine") && report.contains("a command"), report);
    assertTrue(report.contains("| bytes | 25 | 100 B | ≤ 300 B | yes |"), report);
  }

  private static Line pair(double bare, double agent, double bytes) {
    return new Line(PAIR, "17", new Sample(bare, 0), new Sample(agent, bytes), null);
  }
}
