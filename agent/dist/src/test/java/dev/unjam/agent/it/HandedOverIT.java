package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A holder that has another thread ask the model is freed like one that asks itself, whichever way
 * the work went, and whether it waits for that or sleeps upon what it was told. The hosts run side
 * by side, as they mostly wait.
 */
@Timeout(180)
class HandedOverIT {
  /** A thread that waits for a ForkJoinTask may do it itself if nobody else has begun. */
  private static final Set<String> MAY_BE_INLINE = Set.of("common", "forkjoin", "parallel");

  private static final Map<String, HostScenario> HOSTS = new TreeMap<>();

  @TempDir static Path folder;
  private static HostProgram program;

  @BeforeAll
  static void start() throws IOException {
    program = HostProgram.of(folder, "Handed");
    for (String kind : List.of("silent", "quota", "slept")) {
      HOSTS.put(kind, HostScenario.start(program, kind, "-Dagent=true", "-Dpatience=40000"));
    }
  }

  @AfterAll
  static void end() {
    HOSTS.values().forEach(host -> host.process().destroyForcibly());
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "quota", "slept"})
  void theHolderIsToldAndLetsGoByItself(String kind) throws IOException {
    try (HostScenario host = Objects.requireNonNull(HOSTS.get(kind))) {
      Map<String, String> ways = ways(host.says());
      assertEquals(Set.of("told"), Set.copyOf(ways.values()), () -> ways + host.log().text());
      TreeSet<String> blamed = new TreeSet<>();
      List<JsonNode> told = new ArrayList<>(host.log().events("incident.opened"));
      told.addAll(host.log().events("incident.updated"));
      for (JsonNode opened : told) {
        if (opened.path("report_only").asBoolean()) {
          // Held for long with somebody waiting, before the call was judged: updated when it was.
          continue;
        }
        String way = opened.path("holder").asText().replace("holder-", "");
        blamed.add(way);
        boolean byItself = kind.equals("slept") || MAY_BE_INLINE.contains(way);
        assertTrue(byItself || opened.path("by_id").asLong() > 0, opened::toString);
      }
      assertEquals(ways.keySet(), blamed, host.log()::text);
      host.log()
          .events("incident.closed")
          .forEach(
              closed ->
                  assertEquals(
                      "released_by_owner", closed.path("outcome").asText(), host.log()::text));
      host.assertUnharmed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "quota", "slept"})
  void withoutTheAgentItIsStuck(String kind) throws IOException {
    Path work = folder.resolve("bare-" + kind);
    List<String> arguments = List.of(kind, work.toString());
    Ended bare = program.run(folder, Map.of(), List.of("-Dpatience=300"), arguments);
    assertEquals(Set.of("stuck"), Set.copyOf(ways(bare.out()).values()), bare::toString);
  }

  private static Map<String, String> ways(String said) {
    Map<String, String> ways = new TreeMap<>();
    Arrays.stream(said.strip().split(";"))
        .map(way -> way.split("=", 2))
        .forEach(way -> ways.put(way[0], way.length < 2 ? "" : way[1]));
    return ways;
  }
}
