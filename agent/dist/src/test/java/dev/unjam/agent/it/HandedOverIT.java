package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A holder that has another thread ask the model is freed like one that asks itself. */
@Timeout(120)
class HandedOverIT {
  private static final List<String> WAYS =
      List.of(
          "submit",
          "timed",
          "latch",
          "supply",
          "supplyOn",
          "chain",
          "compose",
          "all",
          "forkjoin",
          "common",
          "parallel",
          "nested",
          "scheduled",
          "thread");

  @TempDir static Path folder;
  private static HostProgram program;

  @BeforeAll
  static void compile() throws IOException {
    program = HostScenario.compile(folder, "Peer", "Handed");
  }

  static Stream<String> scenarios() {
    return WAYS.stream().flatMap(way -> Stream.of(way + "-silent", way + "-quota"));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theHolderIsToldAndLetsGoByItself(String scenario) throws IOException {
    assertFreed(scenario);
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void soIsOneThatAsksOnAVirtualThread() throws IOException {
    assertFreed("virtual-silent");
    assertFreed("virtual-quota");
  }

  private static void assertFreed(String scenario) throws IOException {
    try (HostScenario host = HostScenario.start(program, scenario, "-Dagent=true")) {
      assertEquals("told", host.says(), host.log()::text);
      JsonNode opened = host.log().events("incident.opened").get(0);
      assertEquals("holder", opened.path("holder").asText(), opened::toString);
      assertTrue(opened.path("by_id").asLong() > 0, opened::toString);
      JsonNode closed = host.log().events("incident.closed").get(0);
      assertEquals("released_by_owner", closed.path("outcome").asText(), host.log()::text);
      host.assertUnharmed();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void withoutTheAgentItIsStuck(String scenario) throws IOException {
    Ended ended =
        program.run(
            folder,
            java.util.Map.of(),
            List.of("-Dpatience=6", "-XX:TieredStopAtLevel=1"),
            List.of(scenario, folder.resolve("bare-" + scenario).toString()));
    assertEquals("stuck", ended.out().strip());
  }
}
