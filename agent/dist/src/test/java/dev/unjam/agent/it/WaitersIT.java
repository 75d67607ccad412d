package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for whom is told, and who is to blame. The hosts run side by side. */
@Timeout(180)
class WaitersIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Map<String, HostScenario> HOSTS = new LinkedHashMap<>();

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws IOException {
    HostProgram program = HostProgram.of(folder, "Waiters");
    HOSTS.put("chain", start(program, "chain", "-Dunjam.mode=observe"));
    HOSTS.put("monitor", start(program, "monitor", "-Dunjam.mode=observe"));
    for (String name : List.of("deadlock", "monitors", "normal")) {
      HOSTS.put(name, start(program, name, "-Dunjam.mode=act"));
    }
  }

  /** Asking for the status loads an agent at run time, of which 21 and later warn. */
  private static HostScenario start(HostProgram program, String name, String option)
      throws IOException {
    return HostScenario.start(program, name, option, "-XX:+EnableDynamicAgentLoading");
  }

  @AfterAll
  static void end() {
    HOSTS.values().forEach(host -> host.process().destroyForcibly());
  }

  @Test
  void ofAChainTheRootIsBlamedAndAllWhoWaitBehindItAreCounted() throws IOException {
    try (HostScenario host = ready("chain")) {
      JsonNode opened = opened(host, "silent");
      assertEquals("root", opened.path("holder").asText());
      assertEquals(1, opened.path("waiters").asInt());
      assertEquals(3, opened.path("blast_radius").asInt());
      assertEquals(List.of("middle", "leaf", "last"), texts(opened.path("waiting"), "thread"));
      assertEquals(List.of("root", "middle", "leaf"), texts(opened.path("waiting"), "held_by"));
      assertEquals("no(live)", opened.path("holds").path(0).path("releasable").asText());
      String line = line(host, opened);
      assertTrue(line.contains(" waiters=1 blast=3 waiting=\"middle\"#"), line);
      assertTrue(line.contains(" releasable=no(live)"), line);

      JsonNode status = Verb.status(host.process().pid());
      JsonNode leaf = holdOf(status, "leaf");
      assertEquals(List.of("leaf", "middle"), texts(leaf.path("waiting_for"), "thread"));
      assertEquals(List.of("last"), texts(leaf.path("waiting"), "thread"));
      assertEquals(List.of(), texts(holdOf(status, "root").path("waiting_for"), "thread"));
      assertEquals(0, status.path("deadlocks").size());
      String page = Verb.run("status", host.process().pid()).out();
      assertTrue(page.contains("its holder: \"middle\"#"), page);

      assertEquals(1, host.log().events("incident.opened").size(), host.log()::text);
      assertEquals(0, monitorsTold(host), "it is inside of no monitor of the host's");
      host.assertUnharmed();
    }
  }

  @Test
  void aDeadlockIsNamedOnceAndLeftAloneAndItsEndIsSeen() throws IOException {
    try (HostScenario host = ready("deadlock")) {
      JsonNode opened = opened(host, "unknown");
      assertTrue(opened.path("report_only").asBoolean());
      assertEquals(List.of("first", "second"), sorted(opened.path("deadlock"), "thread"));
      assertEquals(List.of("first", "second"), sorted(opened.path("deadlock"), "held_by"));
      String line = line(host, opened);
      assertTrue(
          line.matches(
              ".*deadlock: \"(first|second)\"#\\d+ waits for \\S+ReentrantLock@\\S+ held by"
                  + " \"(first|second)\"#\\d+, which waits for \\S+ReentrantLock@\\S+ held by.*"),
          line);
      JsonNode status = Verb.status(host.process().pid());
      assertEquals(2, status.path("deadlocks").path(0).size(), status::toString);
      assertEquals(1, status.path("incidents").size(), status::toString);
      assertEquals(1, Verb.run("status", host.process().pid()).status());

      host.goOn();
      assertEquals("fine", host.says(), host.log()::text);
      host.log().awaitEvent("incident.closed", e -> true, DEADLINE);
      assertEquals(1, host.log().events("incident.opened").size(), host.log()::text);
      assertEquals(List.of(), host.log().events("action.started"));
      host.assertUnharmed();
    }
  }

  @Test
  void aDeadlockOfALockAndAMonitorIsNamedAsWell() throws IOException {
    HostScenario host = ready("monitors");
    JsonNode opened = opened(host, "unknown");
    assertEquals(List.of("first", "second"), sorted(opened.path("deadlock"), "thread"));
    List<String> waitsFor = sorted(opened.path("deadlock"), "waits_for");
    assertTrue(waitsFor.get(0).startsWith("java.lang.Object@"), waitsFor::toString);
    assertEquals(List.of(), host.log().events("action.started"));
    host.assertUnharmed();
  }

  @Test
  void aMonitorThatAStuckHolderIsInsideOfIsToldAndCannotBeReleased() throws IOException {
    try (HostScenario host = ready("monitor")) {
      JsonNode told = host.log().awaitEvent("incident.updated", WaitersIT::isOfAMonitor, DEADLINE);
      assertEquals("root", told.path("holder").asText());
      JsonNode monitor = told.path("holds").path(0);
      assertTrue(monitor.path("lock").asText().startsWith("java.lang.Object@"), told::toString);
      assertEquals("monitor", monitor.path("kind").asText());
      assertEquals("no(monitor)", monitor.path("releasable").asText());
      assertEquals(1, monitor.path("waiters").asInt());
      assertEquals(List.of("blocked"), texts(monitor.path("waiting"), "thread"));
      assertTrue(monitor.path("taken_at").asText().startsWith("Waiters."), told::toString);
      assertTrue(line(host, told).contains(" releasable=no(monitor)"), line(host, told));
      assertEquals(1, monitorsTold(host), host.log()::text);
      host.assertUnharmed();
    }
  }

  @Test
  void whoWaitsForHisTurnIsNotReported() throws IOException {
    try (HostScenario host = ready("normal")) {
      assertEquals(List.of(), host.log().events("incident.opened"), host.log()::text);
      host.assertUnharmed();
    }
  }

  private static HostScenario ready(String scenario) {
    HostScenario host = Objects.requireNonNull(HOSTS.get(scenario), scenario);
    assertEquals("ready", host.says(), host.log()::text);
    return host;
  }

  private static long monitorsTold(HostScenario host) {
    return host.log().events("incident.updated").stream().filter(WaitersIT::isOfAMonitor).count();
  }

  private static boolean isOfAMonitor(JsonNode event) {
    return event.path("releasable").asText().equals("no(monitor)");
  }

  private static JsonNode opened(HostScenario host, String verdict) {
    return host.log()
        .awaitEvent("incident.opened", e -> e.path("verdict").asText().equals(verdict), DEADLINE);
  }

  /** The same in the log for people. */
  private static String line(HostScenario host, JsonNode event) throws IOException {
    Path log = host.folder().resolve("unjam-" + host.process().pid() + ".log");
    String id = " " + event.path("incident").asText() + " ";
    String lock = lock(event);
    return Files.readAllLines(log).stream()
        .filter(l -> l.contains(id) && l.contains(lock + " │"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not in " + log + ": " + event));
  }

  private static String lock(JsonNode event) {
    JsonNode first = event.path("deadlock").path(0);
    return first.isMissingNode()
        ? event.path("holds").path(0).path("lock").asText()
        : first.path("waits_for").asText();
  }

  private static JsonNode holdOf(JsonNode status, String holder) {
    for (JsonNode hold : status.path("holds")) {
      if (hold.path("holder").asText().equals(holder)) {
        return hold;
      }
    }
    throw new AssertionError(holder + " is not in " + status);
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(element.path(field).asText()));
    return texts;
  }

  private static List<String> sorted(JsonNode list, String field) {
    return texts(list, field).stream().sorted().toList();
  }
}
