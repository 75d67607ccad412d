package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.RigOptions;

/** Whatever goes well is left alone, however long it takes. */
@Timeout(120)
class HealthyIT {
  private static final String SLOW = "!slow:chunks=20:every=600ms";
  private static final String OPTIONS = "threshold=1s,patience=20s,silence=3s,silence.child=8s";

  private static final Map<String, String> CHANNELS = Map.of("jdk", "wechat", "acp", "whatsapp");

  @TempDir Path folder;

  @Test
  void steadyStreamsAndPlainTrafficAreNoIncident() throws Exception {
    try (WatchedRig watched = WatchedRig.start(RigOptions.in(folder).withWorkers(20), OPTIONS)) {
      List<Chat> slow =
          List.of(
              chat(watched, "urlconnection", "+stream " + SLOW),
              chat(watched, "jdk", "+stream " + SLOW),
              chat(watched, "jdk", "+stream +lines " + SLOW),
              chat(watched, "jdk", "+async +stream " + SLOW));
      List<Chat> quick =
          List.of(
              chat(watched, "urlconnection", "hello"),
              chat(watched, "jdk", "hello"),
              chat(watched, "jdk", "+async hello"),
              chat(watched, "jdk", "+async +stream hello"),
              chat(watched, "acp", "hello"),
              chat(watched, "urlconnection", "!429-then-ok:2:anthropic hello"));

      for (Chat chat : slow) {
        chat.say(chat.name());
      }
      for (Chat chat : quick) {
        for (int i = 1; i <= 3; i++) {
          chat.say(chat.name());
          assertEquals("echo: " + chat.name(), chat.hear(i));
        }
      }
      for (Chat chat : slow) {
        String all = chat.hear(1);
        assertTrue(all.startsWith("chunk 1; ") && all.endsWith("chunk 20; "), all);
      }
      assertEquals(List.of(), incidents(watched.log()));
    }
  }

  private static Chat chat(WatchedRig watched, String runtime, String name) throws Exception {
    Chat chat = new Chat(watched.rig(), CHANNELS.getOrDefault(runtime, "telegram"), name);
    chat.choose(runtime);
    return chat;
  }

  private static List<JsonNode> incidents(AgentLog log) {
    return log.events().stream()
        .filter(event -> !event.path("event").asText().startsWith("agent."))
        .filter(event -> !event.path("event").asText().equals("clock.gap"))
        .toList();
  }
}
