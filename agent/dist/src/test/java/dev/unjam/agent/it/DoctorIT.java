package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** The doctor on the folders of a gateway that is stuck: with the agent inside, without, dead. */
@Timeout(180)
class DoctorIT {
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  @TempDir Path folder;

  @Test
  void aGatewayWithTheAgentInsideIsAskedAndItsSessionIsStuckUntilItIsFreed() throws Exception {
    String options = "mode=observe,threshold=1s,silence=2s,leak=1s,grace=2s";
    try (WatchedRig watched = WatchedRig.start(RigOptions.in(folder), options)) {
      Chat chat = new Chat(watched.rig(), "telegram", "stuck");
      chat.getStuck("!429");
      String incident =
          watched
              .log()
              .awaitEvent("incident.opened", e -> true, DEADLINE)
              .path("incident")
              .asText();
      Path sessions = folder(chat.lockFile());
      JsonNode lock = json(3, "--fix", sessions).path("locks").path(0);
      assertEquals(chat.lockFile().toString(), lock.path("path").asText());
      assertEquals("stuck", lock.path("state").asText());
      assertTrue(lock.path("alive").asBoolean());
      assertFalse(lock.path("removed").asBoolean());
      String reasons = lock.path("reasons").toString();
      assertTrue(reasons.contains(incident), reasons);
      assertTrue(reasons.contains("worker-"), reasons);
      assertTrue(chat.isLocked());

      assertEquals(0, Verb.run("mode", watched.rig().pid(), "act").status());
      chat.awaitLocked(false);
      assertEquals(0, Verb.run("doctor", sessions).status());
    }
  }

  @Test
  void withoutTheAgentItIsLiveAndWhenTheGatewayIsKilledItIsStaleAndCanBeFixed() throws Exception {
    Path lock;
    try (Rig rig = Rig.start(RigOptions.in(folder))) {
      Chat chat = new Chat(rig, "telegram", "stuck");
      chat.getStuck("!silent");
      lock = chat.lockFile();
      Ended live = Verb.run("doctor", folder(lock));
      assertEquals(0, live.status(), live::toString);
      String shape = lock + " pid=" + rig.pid() + " (alive) age=";
      assertTrue(live.out().startsWith(shape), live.out());
      assertTrue(live.out().contains(" stale=no "), live.out());
      assertTrue(ProcessHandle.of(rig.pid()).orElseThrow().destroyForcibly());
      ProcessHandle.of(rig.pid()).ifPresent(gateway -> gateway.onExit().join());
    }
    Ended stale = Verb.run("doctor", folder(lock));
    assertEquals(1, stale.status(), stale::toString);
    assertTrue(stale.out().contains(" stale=yes "), stale.out());
    assertEquals("", stale.err());
    assertEquals(2, Verb.run("doctor", "--fix", folder(lock)).status());
    assertFalse(Files.exists(lock));
    assertEquals(0, Verb.run("doctor", folder(lock)).status());
  }

  private static Path folder(Path lock) {
    return Objects.requireNonNull(lock.getParent());
  }

  private static JsonNode json(int status, Object... arguments) throws Exception {
    Object[] all = new Object[arguments.length + 1];
    all[0] = "--json";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Ended ended = Verb.run("doctor", all);
    assertEquals(status, ended.status(), ended::toString);
    return new ObjectMapper().readTree(ended.out());
  }
}
