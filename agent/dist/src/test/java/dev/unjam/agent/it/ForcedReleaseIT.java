package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is forgotten of every kind of lock goes to the next waiter, as far as policy allows. */
@Timeout(180)
class ForcedReleaseIT {
  private static final List<String> FREED =
      List.of(
          "reentrant-dead",
          "write-dead",
          "semaphore-dead",
          "stamped-dead",
          "reentrant-task",
          "write-task",
          "semaphore-task",
          "stamped-task",
          "file-task",
          "future-task");
  private static final List<String> NEVER =
      List.of("reentrant-dead", "semaphore-dead", "future-task");
  private static final List<String> LIVING =
      List.of("reentrant-live", "write-live", "semaphore-live", "stamped-live");

  private static final Map<String, HostScenario> HOSTS = new ConcurrentHashMap<>();

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws IOException {
    HostProgram program = HostProgram.of(folder, "Forgotten");
    for (String name : FREED) {
      start(program, name, "leases");
    }
    for (String name : NEVER) {
      start(program, name, "none");
    }
    for (String name : LIVING) {
      start(program, name, "all");
    }
    start(program, "reentrant-live", "leases");
    start(program, "read-dead", "all");
  }

  private static void start(HostProgram program, String name, String policy) throws IOException {
    String key = name + "-" + policy;
    HOSTS.put(key, HostScenario.start(program, key, "-Dunjam.release=" + policy));
  }

  @AfterAll
  static void end() {
    HOSTS.values().forEach(host -> host.process().destroyForcibly());
  }

  @ParameterizedTest
  @FieldSource("FREED")
  void whatNobodyIsLeftToReleaseGoesToTheNextWaiter(String scenario) throws IOException {
    assertSays("next", scenario + "-leases");
  }

  @ParameterizedTest
  @FieldSource("NEVER")
  void withReleaseNoneItStays(String scenario) throws IOException {
    assertSays("stuck", scenario + "-none");
  }

  @ParameterizedTest
  @FieldSource("LIVING")
  void aLivingHolderIsFencedWithReleaseAll(String scenario) throws IOException {
    assertSays("next, refused", scenario + "-all");
  }

  @Test
  void aLivingHolderKeepsItsLockOtherwise() throws IOException {
    assertSays("stuck", "reentrant-live-leases");
  }

  @Test
  void aReadHoldIsReportedAndNotReleased() throws IOException {
    HostScenario host = host("read-dead-all");
    assertEquals("stuck", host.says(), host.log()::text);
    assertNotEquals(List.of(), host.log().events("incident.opened"));
    assertTrue(host.log().text().contains("read holds are counted per thread"), host.log()::text);
    host.assertUnharmed();
  }

  private static void assertSays(String what, String key) throws IOException {
    try (HostScenario host = host(key)) {
      assertEquals(what, host.says(), host.log()::text);
      host.assertUnharmed();
    }
  }

  private static HostScenario host(String key) {
    return Objects.requireNonNull(HOSTS.get(key), key);
  }
}
