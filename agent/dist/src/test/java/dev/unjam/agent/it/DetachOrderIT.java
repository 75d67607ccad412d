package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Remedies rely on the hooks: none goes before the engine has stopped. */
@Timeout(120)
class DetachOrderIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void theEngineStopsBeforeTheFirstHookGoes() throws Exception {
    HostProgram program = HostProgram.of(folder, "Detached");
    String other = OtherAgent.of(folder, "Detached");
    try (HostScenario host = HostScenario.start(program, "detached", other)) {
      assertEquals("ready", host.says());
      host.log().awaitEvent("agent.started", e -> true, DEADLINE);
      host.goOn();
      assertEquals("asked", host.says());
      Ended detached = Verb.run("detach", host.process().pid());
      assertEquals(0, detached.status(), detached::toString);
      host.goOn();
      assertEquals("the engine had stopped", host.says());
    }
  }
}
