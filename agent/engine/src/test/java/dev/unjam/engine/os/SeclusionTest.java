package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SeclusionTest {
  private static final String[] CONTAINER = {"unshare", "-Upfui", "--mount-proc"};

  @BeforeEach
  void needsTheRightToMakeNamespaces() throws Exception {
    Probes.assumeAllowed(CONTAINER);
  }

  @Test
  void whoRunsWithNobodyElseInAContainerIsAlone() throws Exception {
    assertEquals("true", Probes.seenFrom(List.of(CONTAINER), "alone"));
  }

  @Test
  void whoRunsBesideAGatewayInAContainerIsNotAlone() throws Exception {
    String java = String.join(" ", Probes.command(List.of(), "alone"));
    List<String> command = new ArrayList<>(List.of(CONTAINER));
    command.addAll(List.of("sh", "-c", "sleep 60 & " + java + "; kill $!"));
    Process process = new ProcessBuilder(command).start();
    assertEquals("false", process.inputReader().readLine());
  }

  @Test
  void whoRunsOnAMachineIsNotAlone() throws Exception {
    assertEquals("false", Probes.seenFrom(List.of(), "alone"));
  }
}
