package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/**
 * A rig whose gateway has the agent inside.
 *
 * <p>Closing it fails where the agent suppressed an error of its own or complained on the gateway's
 * stderr: no test ends without that look.
 */
record WatchedRig(Rig rig, AgentLog log) implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  /** Starts provider and gateway, and waits until the agent says that it has started. */
  static WatchedRig start(RigOptions options, String agentOptions) throws Exception {
    List<String> jvmArgs = new ArrayList<>(options.jvmArgs());
    jvmArgs.add(Packaged.agent(agentOptions));
    Rig rig = Rig.start(options.withJvmArgs(jvmArgs));
    WatchedRig watched = new WatchedRig(rig, AgentLog.of(options.folder(), rig.pid()));
    watched.log.awaitEvent("agent.started", event -> true, START);
    return watched;
  }

  /** Looks at what the agent kept from the host, and ends the processes whatever that is. */
  @Override
  public void close() throws IOException {
    try (rig) {
      JsonNode status = Verb.status(rig.pid());
      assertEquals(0, status.path("suppressed").asLong(-1), () -> "suppressed: " + status);
      assertQuiet(rig);
    }
  }

  /** The agent has nothing to complain of on the gateway's stderr. */
  static void assertQuiet(Rig rig) throws IOException {
    List<String> ours =
        rig.gatewayStderr().lines().filter(line -> line.startsWith("unjam:")).toList();
    assertEquals(List.of(), ours);
  }
}
