package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** A child whose error stream comes by the pipe of its frames: what it says there is heard. */
@Timeout(180)
class AcpMergedIT {
  /** No refusal of these is found by silence before it is found for what it is. */
  private static final String OPTIONS = "threshold=1s,silence=60s,leak=1s,grace=1s";

  private static final Duration DEADLINE = Duration.ofSeconds(45);
  private static final List<String> REFUSED =
      List.of("!retry", "!retry:glm", "!retry-on:every=500ms", "!flood-on");
  private static final String INNOCENT = "!hearsay:for=4s";

  @TempDir Path folder;

  @Test
  void aRefusalBetweenTheFramesIsFoundAndWithoutTheAgentTheSessionIsDead() throws Exception {
    Path bare = Files.createDirectory(folder.resolve("without"));
    Path with = Files.createDirectory(folder.resolve("with"));
    RigOptions options = RigOptions.in(bare).withRuntime("merged");
    try (Rig without = Rig.start(options.withLockTimeout(Duration.ofMillis(300)));
        WatchedRig watched =
            WatchedRig.start(RigOptions.in(with).withRuntime("merged").withWorkers(20), OPTIONS)) {
      List<Chat> stuck = stuck(without);
      Chat innocent = chat(watched.rig(), INNOCENT);
      innocent.getStuck(INNOCENT);
      for (Chat chat : stuck(watched.rig())) {
        Incident incident = Incident.released(watched.log(), chat.lockFile(), DEADLINE);
        assertTrue(incident.outcome(DEADLINE).startsWith("released_by_"));
        assertTrue(chat.hear(1).startsWith("⚠️ "), chat.heard()::toString);
        chat.say("hello");
        assertEquals("echo: hello", chat.hear(2));
      }
      assertTrue(innocent.hear(1).endsWith("echo: " + INNOCENT), innocent.heard()::toString);
      innocent.awaitLocked(false);
      assertTrue(Incident.isNone(watched.log(), innocent.lockFile()), watched.log()::text);
      assertEquals(
          List.of("refused"),
          watched.log().events("incident.opened").stream()
              .map(opened -> opened.path("verdict").asText())
              .distinct()
              .toList());
      for (Chat chat : stuck) {
        chat.say("/reset");
        assertTrue(chat.hear(1).startsWith("session file locked"), chat.heard()::toString);
      }
    }
  }

  private static List<Chat> stuck(Rig rig) throws Exception {
    List<Chat> chats = new ArrayList<>();
    for (String scenario : REFUSED) {
      chats.add(chat(rig, scenario));
    }
    for (int i = 0; i < chats.size(); i++) {
      chats.get(i).getStuck(REFUSED.get(i));
    }
    return chats;
  }

  private static Chat chat(Rig rig, String name) throws Exception {
    Chat chat = new Chat(rig, "telegram", name);
    chat.say("first");
    assertEquals("echo: first", chat.hear(0));
    chat.awaitLocked(false);
    return chat;
  }
}
