package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A class that the JVM refuses to take woven costs none of the others their hooks. */
@Timeout(120)
class SpoiltClassIT {
  private static final String REFUSED = "java/util/concurrent/Semaphore";
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void theOthersAreWovenAllTheSame() throws Exception {
    HostProgram program = HostProgram.of(folder, "Spoilt");
    try (HostScenario host =
        HostScenario.start(program, "spoilt", OtherAgent.of(folder, "Spoilt"))) {
      assertEquals("ready", host.says());
      host.log().awaitEvent("agent.started", e -> true, DEADLINE);
      JsonNode status = Verb.status(host.process().pid());
      List<String> woven = new ArrayList<>();
      status.path("woven_classes").forEach(name -> woven.add(name.asText()));
      assertTrue(status.path("not_woven").toString().contains("Semaphore"), status::toString);
      assertFalse(woven.contains(REFUSED), woven::toString);
      assertTrue(woven.contains("java/util/concurrent/locks/StampedLock"), woven::toString);
      assertTrue(woven.contains("java/util/concurrent/locks/ReentrantLock"), woven::toString);
    }
  }
}
