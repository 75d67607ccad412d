package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who looks stuck and is not comes to no harm. The hosts run side by side, as they mostly wait. */
@Timeout(120)
class InnocentHolderIT {
  private static final List<String> LEFT_ALONE =
      List.of(
          "lifetime",
          "fallback",
          "stalecall",
          "failedcall",
          "telemetry",
          "unreadasync",
          "datalock",
          "lucene",
          "asynclock",
          "handoff",
          "tomcat");
  private static final List<String> ACTED_ON = List.of("pkg", "foreign");

  /** Whose answer has to have come first, by a provider that is as busy as all of these hosts. */
  private static final String ANSWERED = "unreadasync";

  private static final String PATIENT =
      "threshold=1s,patience=2s,silence=2s,silence.head=30s,leak=1s,grace=1s";

  private static final Map<String, HostScenario> HOSTS = new LinkedHashMap<>();

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws IOException {
    HostProgram program = HostProgram.of(folder, "Innocent");
    for (String name : Stream.concat(LEFT_ALONE.stream(), ACTED_ON.stream()).toList()) {
      HOSTS.put(
          name,
          name.equals(ANSWERED)
              ? HostScenario.startWith(program, name, PATIENT)
              : HostScenario.start(program, name));
    }
    HOSTS.put("datafiles", HostScenario.startWith(program, "datafiles", "mode=act"));
  }

  @AfterAll
  static void end() {
    HOSTS.values().forEach(host -> host.process().destroyForcibly());
  }

  @ParameterizedTest
  @FieldSource("LEFT_ALONE")
  void whoIsInnocentIsLeftAlone(String scenario) throws IOException {
    try (HostScenario host = host(scenario)) {
      assertEquals("fine", host.says(), host.log()::text);
      assertEquals(List.of(), host.log().events("action.started"));
      host.assertUnharmed();
    }
  }

  @ParameterizedTest
  @FieldSource("ACTED_ON")
  void aLockOfTheDeadIsNoReasonToTouchWhatIsNotTheirs(String scenario) throws IOException {
    try (HostScenario host = host(scenario)) {
      assertEquals("fine", host.says(), host.log()::text);
      host.assertUnharmed();
    }
  }

  /** With the default options, in which a task's leak counts after five seconds. */
  @Test
  void ofWhatRefusedTasksLeaveTheLockGoesAndTheDataStays() throws IOException {
    try (HostScenario host = host("datafiles")) {
      assertEquals("fine", host.says(), host.log()::text);
      List<String> removed =
          host.log().events("lockfile.removed").stream()
              .map(event -> Path.of(event.path("path").asText()).getFileName().toString())
              .toList();
      assertEquals(List.of("session.jsonl.lock"), removed);
      assertTrue(host.log().text().contains("deno.lock"), "not even seen");
      assertFalse(host.log().text().contains("needs a restart"), host.log()::text);
      host.assertUnharmed();
    }
  }

  private static HostScenario host(String scenario) {
    return Objects.requireNonNull(HOSTS.get(scenario), scenario);
  }
}
