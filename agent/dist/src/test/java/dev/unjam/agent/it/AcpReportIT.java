package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/**
 * The second report replayed: three sessions on three channels ask children whose quota is gone,
 * and hear nothing of it, while another session's child is at work.
 */
@Timeout(180)
class AcpReportIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void threeSessionsOfChildrenWithoutQuotaAreFreedAndWithoutTheAgentNoneIs() throws Exception {
    Path bare = Files.createDirectory(folder.resolve("without"));
    Path watched = Files.createDirectory(folder.resolve("with"));
    RigOptions options = RigOptions.in(bare).withRuntime("acp");
    try (Rig without = Rig.start(options.withLockTimeout(Duration.ofMillis(300)));
        WatchedRig with =
            WatchedRig.start(
                RigOptions.in(watched).withRuntime("acp"), "threshold=3s,grace=2s,leak=1s")) {
      Replay unwatched = Replay.start(without);
      Replay replay = Replay.start(with.rig());
      replay.sayResetMeanwhile();
      replay.assertFreed(with.log());
      replay.assertNothingIsLeft();
      replay.assertTheOtherIsUntouched(with.log());
      unwatched.assertStillStuck();
      unwatched.assertTheOtherAnswers();
    }
  }

  /** One gateway with three stuck sessions and one that is at work, and their children. */
  private record Replay(Rig rig, Map<Chat, Long> stuck, Chat working, long workingChild) {
    static Replay start(Rig rig) throws Exception {
      Map<Chat, Long> stuck = new LinkedHashMap<>();
      for (String channel : List.of("telegram", "wechat", "whatsapp")) {
        Chat chat = new Chat(rig, channel, "stuck");
        stuck.put(chat, childOf(rig, chat));
      }
      Chat working = new Chat(rig, "telegram", "working");
      Replay replay = new Replay(rig, stuck, working, childOf(rig, working));
      working.getStuck("!slow:chunks=10:every=1s");
      for (Chat chat : stuck.keySet()) {
        chat.getStuck("!retry");
      }
      return replay;
    }

    /** Its first message starts it. */
    private static long childOf(Rig rig, Chat chat) throws Exception {
      Children children = new Children(rig.pid());
      Set<Long> before = children.alive();
      chat.say("first");
      assertEquals("echo: first", chat.hear(0));
      chat.awaitLocked(false);
      return children.newOne(before);
    }

    /** It waits for the session as every message does; elsewhere it is answered at once. */
    void sayResetMeanwhile() throws Exception {
      for (Chat chat : stuck.keySet()) {
        chat.say("/reset");
      }
      Chat other = new Chat(rig, "wechat", "other");
      other.say("/reset");
      assertTrue(other.hear(0).startsWith("new session "));
    }

    void assertFreed(AgentLog log) throws Exception {
      for (Chat chat : stuck.keySet()) {
        String told = chat.hear(1);
        assertTrue(told.contains("Model API quota exceeded, try again later"), told);
        String reset = chat.hear(2);
        assertTrue(reset.startsWith("new session "), reset);
        chat.say("hello");
        assertEquals("echo: hello", chat.hear(3));
        chat.awaitLocked(false);
      }
      List<JsonNode> released =
          log.events("hold.released").stream()
              .filter(e -> e.path("kind").asText().equals("lockfile"))
              .toList();
      assertEquals(3, released.size(), log::text);
      for (JsonNode one : released) {
        JsonNode incident = one.path("incident");
        JsonNode closed =
            log.awaitEvent("incident.closed", e -> e.path("incident").equals(incident), DEADLINE);
        assertTrue(closed.path("outcome").asText().startsWith("released_by_"), closed::toString);
        System.out.printf("freed after %d ms%n", stuckMillis(log, incident, one));
      }
    }

    /** From the last sign of the child's to the release, as the agent saw it. */
    private static long stuckMillis(AgentLog log, JsonNode incident, JsonNode released) {
      JsonNode opened =
          log.awaitEvent("incident.opened", e -> e.path("incident").equals(incident), DEADLINE);
      return opened.path("stuck_ms").asLong()
          + Duration.between(time(opened), time(released)).toMillis();
    }

    private static Instant time(JsonNode event) {
      return Instant.parse(event.path("ts").asText());
    }

    void assertNothingIsLeft() throws Exception {
      stuck.values().forEach(Children::awaitGone);
      assertEquals(List.of(), new Children(rig.pid()).zombies());
      try (var files = Files.list(rig.sessions())) {
        for (Path transcript : files.filter(f -> f.toString().contains(".jsonl")).toList()) {
          Transcripts.assertWhole(transcript);
        }
      }
    }

    void assertTheOtherIsUntouched(AgentLog log) throws Exception {
      String all = working.hear(1);
      assertTrue(all.startsWith("chunk 1; ") && all.endsWith("chunk 10; "), all);
      assertTrue(Children.lives(workingChild));
      assertTheOtherAnswers();
      String lock = working.lockFile().toString();
      assertFalse(log.text().contains(lock), log::text);
    }

    void assertTheOtherAnswers() throws Exception {
      working.hear(1);
      working.say("hello");
      assertEquals("echo: hello", working.hear(2));
    }

    void assertStillStuck() throws Exception {
      for (Map.Entry<Chat, Long> one : stuck.entrySet()) {
        Chat chat = one.getKey();
        chat.say("/reset");
        String said = chat.hear(1);
        assertTrue(said.startsWith("session file locked (timeout 300ms): pid=" + rig.pid()), said);
        assertTrue(chat.isLocked());
        assertTrue(Children.lives(one.getValue()));
      }
    }
  }
}
