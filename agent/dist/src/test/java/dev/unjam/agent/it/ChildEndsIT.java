package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who waits for a child's end is freed whichever way he waits, and whatever the child says goes to
 * a file; the same host without the agent stays stuck. Both run side by side.
 */
@Timeout(180)
class ChildEndsIT {
  private static final String INHERITED_OUT = "inherited-out";
  private static final Set<String> KILLED = Set.of("137", "143");

  @TempDir static Path folder;
  private static HostScenario watched;
  private static Map<String, String> ends;
  private static Map<String, String> bareEnds;

  @BeforeAll
  static void run() throws Exception {
    HostProgram program = HostProgram.of(folder, "Ends");
    watched = HostScenario.start(program, "watched", "-Dagent=true", "-Dpatience=60000");
    Path cwd = Files.createDirectory(folder.resolve("bare"));
    List<String> arguments = List.of("bare", cwd.resolve("work").toString());
    // Longer than the agent's limits, all grace included.
    Ended bare = program.run(cwd, Map.of(), List.of("-Dpatience=12000"), arguments);
    assertEquals(0, bare.status(), bare::toString);
    List<String> lines = bare.out().lines().toList();
    assertEquals(INHERITED_OUT, lines.get(0));
    assertEquals("inherited-err\n", bare.err());
    bareEnds = read(lines.get(1));
    assertEquals(INHERITED_OUT, watched.says());
    ends = read(watched.says());
  }

  private static Map<String, String> read(String line) {
    return Arrays.stream(line.trim().split(" ", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(p -> p[0], p -> p[1], (a, b) -> a, TreeMap::new));
  }

  @AfterAll
  static void end() {
    watched.process().destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(strings = {"waitfor", "get", "timed", "join", "stage", "handle"})
  void whoWaitsForASilentChildIsFreedWhicheverWayHeWaits(String way) {
    assertEquals("stuck", bareEnds.get(way));
    assertTrue(KILLED.contains(ends.get(way)), () -> ends + watched.log().text());
    assertEquals("silent", verdict(way));
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "refusedexit", "appended", "merged"})
  void aRefusalThatTheChildPrintsIntoAFileIsSeen(String way) {
    assertEquals("stuck", bareEnds.get(way));
    assertTrue(KILLED.contains(ends.get(way)), () -> ends + watched.log().text());
    assertEquals("refused", verdict(way));
  }

  /** The first that was told of its holder, who may be one of several in an incident. */
  private static String verdict(String way) {
    return watched.log().events().stream()
        .filter(opened -> opened.path("event").asText().startsWith("incident."))
        .filter(opened -> opened.path("holder").asText().equals("holder-" + way))
        .map(opened -> opened.path("verdict").asText())
        .findFirst()
        .orElseThrow(() -> new AssertionError(way + " in:\n" + watched.log().text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"burns", "burnswaitfor"})
  void aQuietChildWhoseTreeWorksIsLeftAlone(String way) {
    assertEquals("0", ends.get(way), () -> ends + watched.log().text());
    for (JsonNode started : watched.log().events("action.started")) {
      assertTrue(!started.path("holder").asText().equals("holder-" + way), started::toString);
    }
  }

  @Test
  void whatIsInTheFilesIsWhatTheChildrenWrote() {
    for (String file : List.of("refused.err", "appended.err", "merged.out")) {
      assertEquals("true", ends.get(file), file);
      assertEquals("true", bareEnds.get(file), file);
    }
    assertTrue(ends.getOrDefault("much.out", "").startsWith("3000000/"), ends::toString);
    for (String same : List.of("much", "much.out", "much.err", "inherited")) {
      assertEquals(bareEnds.get(same), ends.get(same), same);
    }
  }

  @Test
  void whatTheyInheritIsTheHostsOwn() throws IOException {
    Path err = watched.folder().resolve("stderr");
    assertEquals("inherited-err\n", Files.readString(err, StandardCharsets.UTF_8));
    assertEquals(0, Verb.status(watched.process().pid()).path("suppressed").asInt(-1));
  }
}
