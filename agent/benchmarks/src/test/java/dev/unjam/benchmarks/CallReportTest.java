package dev.unjam.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.benchmarks.calls.Answer;
import dev.unjam.benchmarks.calls.Library;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CallReportTest {
  private static final Jdk JDK = new Jdk(Path.of("jdk"), "17.0.1");
  private static final CallRow ROW = new CallRow("small, under a lock", Answer.SMALL, true, 1);
  private static final Subject HALF =
      new Subject("a client", Library.URL_CONNECTION, "", 0.5, false);
  private static final Subject NOTHING = new Subject("another", Library.APACHE, "", 0, false);
  private static final Subject MANY = new Subject("a third", Library.JAVA, "", 0.5, true);

  private static Window took(double thread, double process) {
    return new Window(thread, thread, process, 0);
  }

  /** Lines of one window a contender in each launch. */
  private static CallLine line(Subject subject, double[] agent, double... again) {
    CallLine line = new CallLine(subject, JDK, ROW);
    for (int i = 0; i < agent.length; i++) {
      line.add(
          Map.of(
              Contender.BARE, List.of(took(20, 20)),
              Contender.AGENT, List.of(took(20 + agent[i], 20)),
              Contender.PEER, List.of(took(23, 23)),
              Contender.BARE_AGAIN, List.of(took(20 + again[i], 20))));
    }
    return line;
  }

  @Test
  void aCallMayTakeSoMuchLongerInMostLaunches() {
    assertTrue(line(HALF, new double[] {0.4, 0.5, 9}, 0, 0, 0).holds());
    assertFalse(line(HALF, new double[] {0.4, 0.6, 9}, 0, 0, 0).holds());
  }

  @Test
  void whereNothingMayBeSeenTheSecondBareProcessSaysWhatIsNoise() {
    assertTrue(line(NOTHING, new double[] {0.4, 2}, 0.5, -1).holds());
    assertFalse(line(NOTHING, new double[] {0.6, 2}, 0.5, -1).holds());
    assertFalse(line(NOTHING, new double[] {0.1, 2}, -1, -1).holds());
  }

  @Test
  void aClientThatWorksOnThreadsOfItsOwnIsJudgedByTheProcess() {
    CallLine line = new CallLine(MANY, JDK, ROW);
    line.add(
        Map.of(
            Contender.BARE, List.of(took(20, 40)),
            Contender.AGENT, List.of(took(20, 41)),
            Contender.BARE_AGAIN, List.of(took(20, 40))));
    assertFalse(line.holds());
  }

  @Test
  void aShareOfTheWindowsLiesBetweenTwoOfThem() {
    List<Window> all = List.of(took(3, 30), took(1, 10), took(2, 20));
    assertEquals(took(2, 20), Window.at(all, 0.5));
    assertEquals(took(1.5, 15), Window.at(all, 0.25));
  }

  @Test
  void aStartMayTakeSoMuchLongerByMainAndByItsFirstCall() {
    assertTrue(start(null, 150).holds());
    assertFalse(start(null, 151).holds());
    assertTrue(start("a client", 500).holds());
    assertFalse(start("a client", 501).holds());
  }

  private static StartLine start(@Nullable String client, double added) {
    return new StartLine(
        client,
        "17",
        Map.of(
            Setting.BARE, List.of(40.0, 50.0, 90.0),
            Setting.AGENT, List.of(50 + added),
            Setting.OPENTELEMETRY, List.of(3000.0)));
  }

  @Test
  void everyRowOfATableHasAsManyCellsAsItsHead() {
    CallLine line = line(HALF, new double[] {0.4}, 0.1);
    String report =
        CallReport.of("a machine", "a command", List.of(line), List.of(start(null, 10)));
    long cells = 0;
    for (String text : report.lines().toList()) {
      long now = text.startsWith("|") ? text.chars().filter(c -> c == '|').count() : 0;
      assertTrue(cells == 0 || now == 0 || now == cells, text);
      cells = now;
    }
    assertTrue(report.contains("| +0.4 (+0.4…+0.4) |"), report);
    assertTrue(report.contains("| ≤ +150 ms | yes |"), report);
  }
}
