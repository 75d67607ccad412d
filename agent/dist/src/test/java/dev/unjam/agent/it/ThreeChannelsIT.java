package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.RigOptions;

/**
 * Three channels jammed at once, as they were reported, with eight workers and waiting users; in a
 * JVM with all of its compilers, as a gateway runs in the field.
 */
@Timeout(120)
class ThreeChannelsIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void threeSessionsOnThreeChannelsAreFreedAndAHealthyStreamIsNotTouched() throws Exception {
    RigOptions asInTheField = RigOptions.in(folder).withJvmArgs(List.of());
    try (WatchedRig watched = WatchedRig.start(asInTheField, "threshold=3s,silence=5s")) {
      Chat quota = new Chat(watched.rig(), "telegram", "quota");
      Chat stall = new Chat(watched.rig(), "wechat", "stall");
      Chat child = new Chat(watched.rig(), "whatsapp", "child");
      Chat healthy = new Chat(watched.rig(), "whatsapp", "healthy");
      stall.choose("jdk");
      child.choose("acp");

      healthy.getStuck("+stream !slow:chunks=20:every=1s");
      quota.getStuck("!429");
      stall.getStuck("+stream !stream-then-stall");
      child.getStuck("!quota-on-stderr");
      List<Chat> jammed = List.of(quota, stall, child);
      for (Chat chat : jammed) {
        chat.say("anybody there?");
      }

      for (Chat chat : jammed) {
        assertFreed(watched.log(), chat, chat.equals(quota) ? 0 : 1);
      }
      String all = healthy.hear(0);
      assertTrue(all.startsWith("chunk 1; ") && all.endsWith("chunk 20; "), all);
      healthy.awaitLocked(false);
      String lock = healthy.lockFile().toString();
      assertEquals(-1, watched.log().text().indexOf(lock), "the healthy stream was an incident");
      assertEquals(List.of(), watched.rig().lockFiles());
    }
  }

  /** The user is told, then the message that waited is answered, and the session is whole. */
  private static void assertFreed(AgentLog log, Chat chat, int heard) throws Exception {
    String told = chat.hear(heard);
    assertTrue(told.contains("Model API quota exceeded, try again later"), told);
    assertEquals("echo: anybody there?", chat.hear(heard + 1));
    chat.awaitLocked(false);

    String lock = chat.lockFile().toString();
    JsonNode released =
        log.awaitEvent("hold.released", e -> e.path("lock").asText().equals(lock), DEADLINE);
    assertEquals("force", released.path("by").asText());
    JsonNode incident = released.path("incident");
    JsonNode closed =
        log.awaitEvent("incident.closed", e -> e.path("incident").equals(incident), DEADLINE);
    assertEquals("released_by_force", closed.path("outcome").asText());
    JsonNode entry = chat.errorEntry().orElseThrow();
    assertEquals(incident.asText(), entry.path("data").path("incident").asText());

    chat.say("/reset");
    String reset = chat.hear(heard + 2);
    assertTrue(reset.startsWith("new session "), reset);
  }
}
