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
  /** No refusal of these but a flood's is found by silence before it is found for what it is. */
  private static final String OPTIONS =
      "threshold=1s,silence=60s,silence.child=6s,leak=1s,grace=1s";

  private static final Duration DEADLINE = Duration.ofSeconds(45);
  private static final List<String> REFUSED =
      List.of("!retry", "!retry:glm", "!retry-on:every=500ms", "!flood-on");
  private static final List<String> INNOCENT = List.of("!hearsay:for=4s", "!flood-on:for=3s");

  @TempDir Path folder;

  @Test
  void aRefusalBetweenTheFramesIsFoundAndWithoutTheAgentTheSessionIsDead() throws Exception {
    Path bare = Files.createDirectory(folder.resolve("without"));
    Path with = Files.createDirectory(folder.resolve("with"));
    RigOptions options = RigOptions.in(bare).withRuntime("merged");
    try (Rig without = Rig.start(options.withLockTimeout(Duration.ofMillis(300)));
        WatchedRig watched =
            WatchedRig.start(RigOptions.in(with).withRuntime("merged").withWorkers(20), OPTIONS)) {
      List<Chat> stuck = chats(without, REFUSED);
      List<Chat> innocent = chats(watched.rig(), INNOCENT);
      for (Chat chat : chats(watched.rig(), REFUSED)) {
        Incident incident = Incident.released(watched.log(), chat.lockFile(), DEADLINE);
        assertTrue(incident.outcome(DEADLINE).startsWith("released_by_"));
        assertTrue(chat.hear(1).startsWith("⚠️ "), chat.heard()::toString);
        chat.say("hello");
        assertEquals("echo: hello", chat.hear(2));
      }
      for (Chat chat : innocent) {
        assertTrue(chat.hear(1).endsWith("echo: " + chat.name()), chat.heard()::toString);
        chat.awaitLocked(false);
        assertTrue(Incident.isNone(watched.log(), chat.lockFile()), watched.log()::text);
      }
      assertEquals(
          List.of("refused", "silent"),
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

  private static List<Chat> chats(Rig rig, List<String> scenarios) throws Exception {
    List<Chat> chats = new ArrayList<>();
    for (String scenario : scenarios) {
      chats.add(chat(rig, scenario));
    }
    for (Chat chat : chats) {
      chat.getStuck(chat.name());
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
