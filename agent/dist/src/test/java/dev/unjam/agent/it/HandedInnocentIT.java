package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Nobody is blamed for what another thread does, unless he waits for it. The hosts run side by
 * side, as they mostly wait.
 */
@Timeout(120)
class HandedInnocentIT {
  private static final List<String> LEFT_ALONE =
      List.of(
          "forget",
          "otherfuture",
          "othertask",
          "child",
          "slowstream",
          "fallback",
          "lifeloop",
          "passon",
          "unheard",
          "atonce",
          "better",
          "outlives",
          "periodic");

  private static final Map<String, HostScenario> HOSTS = new LinkedHashMap<>();

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws IOException {
    HostProgram program = HostProgram.of(folder, "HandedInnocent");
    for (String name : LEFT_ALONE) {
      HOSTS.put(name, HostScenario.start(program, name));
    }
  }

  @AfterAll
  static void end() {
    HOSTS.values().forEach(host -> host.process().destroyForcibly());
  }

  @ParameterizedTest
  @FieldSource("LEFT_ALONE")
  void whoWaitsForSomethingElseIsLeftAlone(String scenario) throws IOException {
    try (HostScenario host = Objects.requireNonNull(HOSTS.get(scenario), scenario)) {
      assertEquals("fine", host.says(), host.log()::text);
      assertEquals(List.of(), host.log().events("action.started"));
      host.assertUnharmed();
    }
  }
}
