package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the agent says at the JVM's end neither keeps that up nor changes it. */
@Timeout(180)
class EndingIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** To throw there would call the host's handler, whose exit waits for this very hook. */
  @ParameterizedTest
  @CsvSource({
    "keep, early, return",
    "keep, late, exit",
    "delete, early, exit",
    "delete, late, return",
    "overwrite, early, return",
    "overwrite, early, exit",
    "overwrite, late, return",
    "truncate, early, return",
    "truncate, late, exit",
  })
  void aHostEndsAsItDoesWhateverHasBecomeOfTheJar(String what, String when, String way)
      throws IOException {
    HostProgram host = HostProgram.of(folder, "EndsSpoilt");
    Path jar = Files.copy(Packaged.jar(), folder.resolve("unjam.jar"));
    List<String> agent = List.of(Packaged.agent(jar, "mode=observe"));
    Ended ended = host.run(folder, Map.of(), agent, List.of(jar.toString(), what, when, way));
    assertEquals(way.equals("exit") ? 7 : 0, ended.status(), ended::toString);
    assertFalse(ended.out().contains("uncaught"), ended::toString);
    assertTrue(ended.out().endsWith("ends" + System.lineSeparator()), ended::toString);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anIncidentThatIsOpenByThenIsClosedAsCutOff() throws Exception {
    HostProgram program = HostProgram.of(folder, "Fenced");
    HostScenario host = HostScenario.start(program, "kept", "-Dunjam.mode=observe");
    try {
      JsonNode opened = host.log().awaitEvent("incident.opened", e -> true, DEADLINE);
      host.process().destroy();
      assertTrue(host.process().waitFor(60, TimeUnit.SECONDS));
      List<JsonNode> closed = host.log().events("incident.closed");
      assertEquals(1, closed.size(), host.log()::text);
      assertEquals(opened.path("incident"), closed.get(0).path("incident"));
      assertEquals("abandoned", closed.get(0).path("outcome").asText());
      assertEquals("the JVM ends", closed.get(0).path("why").asText());
      assertEquals(1, host.log().events("agent.stopped").size());
    } finally {
      host.process().destroyForcibly();
    }
  }

  @Test
  void ofAHolderThatIsFreedWhileTheJvmStillEndsTheTrueOutcomeIsTold() throws Exception {
    HostProgram program = HostProgram.of(folder, "EndsFreed");
    HostScenario host = HostScenario.start(program, "freed", "-Dunjam.mode=act");
    try {
      assertEquals("freed", host.says(), host.log()::text);
      assertTrue(host.process().waitFor(60, TimeUnit.SECONDS));
      List<JsonNode> all = host.log().events();
      JsonNode opened = host.log().events("incident.opened").get(0);
      List<String> told =
          all.stream()
              .filter(e -> e.path("incident").equals(opened.path("incident")))
              .filter(e -> e.has("outcome"))
              .map(e -> e.path("event").asText() + " " + e.path("outcome").asText())
              .toList();
      assertEquals(
          List.of("incident.closed abandoned", "incident.updated released_by_force"),
          told,
          host.log()::text);
    } finally {
      host.process().destroyForcibly();
    }
  }
}
