package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What the agent does to who is stuck goes no further. The hosts run side by side. */
@Timeout(120)
class DeniedHolderIT {
  private static final Map<String, HostScenario> HOSTS = new LinkedHashMap<>();

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws IOException {
    HostProgram program = HostProgram.of(folder, "Denied");
    for (String name : List.of("notify", "intfile", "modeoff", "acpreader", "watchdog", "byhand")) {
      HOSTS.put(name, HostScenario.start(program, name));
    }
    if (JRE.currentVersionNumber() >= 21) {
      HOSTS.put("vwaiter", HostScenario.start(program, "vwaiter"));
    }
    HOSTS.put("byhand, bare", HostScenario.startBare(program, "byhand, bare"));
    String few = "java.base,java.instrument,java.logging";
    HOSTS.put("limited", HostScenario.start(program, "limited", "--limit-modules", few));
  }

  @AfterAll
  static void end() {
    HOSTS.values().forEach(host -> host.process().destroyForcibly());
  }

  @Test
  void theHostTellsItsUserThroughAnotherPeer() throws IOException {
    assertFine("notify");
  }

  @Test
  void aWaitUnderARefusedHoldIsNotInterruptedAndASharedFileStaysOpen() throws IOException {
    assertFine("intfile");
  }

  @Test
  void modeOffLiftsADenial() throws IOException {
    HostScenario host = host("modeoff");
    assertEquals("denied", host.says(), host.log()::text);
    Ended off = Verb.run("mode", host.process().pid(), "off");
    assertEquals(0, off.status(), off::toString);
    host.goOn();
    assertEquals("fine", host.says(), host.log()::text);
    host.process().destroyForcibly();
  }

  @Test
  void aSessionThatWaitsForTheReaderOfASilentChildIsFreed() throws IOException {
    assertFine("acpreader");
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void aVirtualThreadCountsAsAWaiter() throws IOException {
    assertFine("vwaiter");
  }

  @Test
  void aProgramWithoutAPackageThatAsksByASocketOfItsOwnIsFreed() throws IOException {
    assertFine("byhand");
    try (HostScenario bare = host("byhand, bare")) {
      assertEquals("still asks", bare.says());
    }
  }

  @Test
  void anInterruptedWatchdogGoesOn() throws IOException {
    assertFine("watchdog");
  }

  @Test
  void aHostWithoutAnHttpClientIsWatchedAndHearsNothing() throws IOException {
    try (HostScenario host = host("limited")) {
      assertEquals("fine", host.says(), host.log()::text);
      assertNotEquals(List.of(), host.log().events("action.started"));
      assertEquals("", host.stderr());
    }
  }

  private static void assertFine(String scenario) throws IOException {
    try (HostScenario host = host(scenario)) {
      assertEquals("fine", host.says(), host.log()::text);
      host.assertUnharmed();
    }
  }

  private static HostScenario host(String scenario) {
    return Objects.requireNonNull(HOSTS.get(scenario), scenario);
  }
}
