package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The late release of a lock file that was taken away, whoever does it and in whatever way. */
@Timeout(180)
class LateReleasesIT {
  private static final List<String> NAMES =
      List.of("task", "stage", "task-left", "stage-left", "moves", "renews", "healthy");
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static HostScenarios hosts;

  @BeforeAll
  static void start() throws IOException {
    hosts = HostScenarios.start(folder, "LateReleases", NAMES);
  }

  @AfterAll
  static void end() {
    hosts.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"task", "stage", "task-left", "stage-left"})
  void workThatWasHandedOverLeavesTheNextHoldersLockFile(String name) throws Exception {
    try (HostScenario host = hosts.host(name)) {
      Set<String> said = said(host);
      assertTrue(
          said.containsAll(Set.of("released: done", "released again: done", "kept: true")),
          () -> said + host.log().text());
      assertAbsorbed(host, "delete");
      host.assertUnharmed();
    }
  }

  @Test
  void aLateMoveIsRefusedAndNeverToldAsDone() throws Exception {
    try (HostScenario host = hosts.host("moves")) {
      assertEquals(
          Set.of(
              "moved: refused",
              "moved atomically: refused",
              "renamed: false",
              "aside: false",
              "released: done",
              "left: false"),
          said(host),
          () -> host.log().text());
      assertAbsorbed(host, "move");
      host.assertUnharmed();
    }
  }

  @Test
  void aLateRenewalMakesNoLockThatNobodyGivesBack() throws Exception {
    try (HostScenario host = hosts.host("renews")) {
      assertEquals(
          Set.of(
              "renewed: refused",
              "made: false",
              "made by java.io: true",
              "released: done",
              "released again: done",
              "left: false"),
          said(host),
          () -> host.log().text());
      host.assertUnharmed();
    }
  }

  @Test
  void whoHasItsLockStillRenewsMovesAndGivesItBack() throws Exception {
    try (HostScenario host = hosts.host("healthy")) {
      assertEquals(
          Set.of(
              "renewed: done",
              "moved: done",
              "renamed: true",
              "asked: done",
              "released: done",
              "left: false"),
          said(host),
          () -> host.log().text());
      assertEquals(List.of(), host.log().events("zombie.absorbed"));
      assertEquals(List.of(), host.log().events("incident.opened"));
      host.assertUnharmed();
    }
  }

  /** The log has it with the next look of the agent's, a moment after the act. */
  private static void assertAbsorbed(HostScenario host, String act) throws Exception {
    JsonNode event =
        host.log().awaitEvent("zombie.absorbed", e -> e.path("act").asText().equals(act), DEADLINE);
    assertTrue(event.path("incident").isTextual(), event::toString);
  }

  private static Set<String> said(HostScenario host) {
    return new LinkedHashSet<>(HostScenarios.said(host));
  }
}
