package dev.unjam.agent.it;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** A child that several sessions share is never ended while one of them gets on. */
@Timeout(180)
class AcpSharedChildIT {
  private static final String OPTIONS =
      "threshold=1s,patience=3s,silence=3s,silence.child=6s,leak=1s,grace=1s";
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int CHUNKS = 1500;
  private static final String STREAM = "!slow:chunks=" + CHUNKS + ":every=20ms";
  private static final String CLEAR = "Model API quota exceeded, try again later";

  @TempDir Path folder;

  @Test
  void theSessionWhoseQuotaIsGoneIsFreedAndTheOtherGetsAllOfItsAnswer() throws Exception {
    try (WatchedRig watched = start()) {
      Chat stuck = chat(watched.rig(), "stuck");
      Chat working = chat(watched.rig(), "working");
      Set<Long> child = new Children(watched.rig().pid()).alive();
      assertEquals(1, child.size());

      working.getStuck("!slow:chunks=16:every=1s");
      stuck.getStuck("!retry");
      String told = stuck.hear(1);
      assertTrue(told.contains(CLEAR), told);
      stuck.say("hello");
      assertEquals("echo: hello", stuck.hear(2));
      assertEquals(1, working.heard().size(), "the other had its answer before");

      String all = working.hear(1);
      assertTrue(all.startsWith("chunk 1; ") && all.endsWith("chunk 16; "), all);
      assertEquals(child, new Children(watched.rig().pid()).alive());
      assertTrue(Incident.isNone(watched.log(), working.lockFile()), watched.log()::text);
    }
  }

  @Test
  void whoIsRefusedAndWhoIsMuteAreToldWhileAnotherSessionStreamsWithoutAPause() throws Exception {
    try (WatchedRig watched = start()) {
      Chat refused = chat(watched.rig(), "refused");
      Chat mute = chat(watched.rig(), "mute");
      Chat working = chat(watched.rig(), "working");
      Set<Long> child = new Children(watched.rig().pid()).alive();

      working.getStuck(STREAM);
      refused.getStuck("!retry");
      assertTold(refused);
      // what was said on the error stream before it asked is none of its business
      mute.getStuck("!silent");
      assertTold(mute);
      assertEquals(1, working.heard().size(), "the stream had ended before");

      assertStreamed(working.hear(1));
      assertEquals(child, new Children(watched.rig().pid()).alive());
      assertTrue(Incident.isNone(watched.log(), working.lockFile()), watched.log()::text);
    }
  }

  @Test
  void withoutTheAgentBothWaitBeyondTheEndOfTheStream() throws Exception {
    try (Rig rig = Rig.start(RigOptions.in(folder).withRuntime("shared"))) {
      Chat refused = chat(rig, "refused");
      Chat mute = chat(rig, "mute");
      Chat working = chat(rig, "working");
      working.getStuck(STREAM);
      refused.getStuck("!retry");
      mute.getStuck("!silent");

      assertStreamed(working.hear(1));
      assertEquals(1, refused.heard().size());
      assertEquals(1, mute.heard().size());
      assertTrue(refused.isLocked() && mute.isLocked());
    }
  }

  private static void assertTold(Chat chat) throws Exception {
    String told = chat.hear(1);
    assertTrue(told.contains(CLEAR), told);
    chat.awaitLocked(false);
  }

  /** Not a chunk is lost, nor is one torn. */
  private static void assertStreamed(String all) {
    String expected =
        IntStream.rangeClosed(1, CHUNKS).mapToObj(i -> "chunk " + i + "; ").collect(joining());
    assertEquals(expected, all);
  }

  @Test
  void halfALineCostsTheOtherNoMoreThanThatLine() throws Exception {
    try (WatchedRig watched = start()) {
      Chat stuck = chat(watched.rig(), "stuck");
      Chat working = chat(watched.rig(), "working");
      Set<Long> child = new Children(watched.rig().pid()).alive();

      stuck.getStuck("!half-line");
      working.getStuck("!slow:chunks=16:every=1s");
      String all = working.hear(1);
      // the first of its lines is the rest of the half one
      assertTrue(all.startsWith("chunk 2; ") && all.endsWith("chunk 16; "), all);
      String told = stuck.hear(1);
      assertTrue(told.contains(CLEAR), told);
      stuck.awaitLocked(false);
      assertTrue(Incident.isNone(watched.log(), working.lockFile()), watched.log()::text);
      assertEquals(child, new Children(watched.rig().pid()).alive());
    }
  }

  @Test
  void whenAllOfItsSessionsAreStuckAllAreFreed() throws Exception {
    try (WatchedRig watched = start()) {
      List<Chat> all =
          List.of(
              chat(watched.rig(), "retry"),
              chat(watched.rig(), "silent"),
              chat(watched.rig(), "deaf"));
      all.get(0).getStuck("!retry");
      all.get(1).getStuck("!silent");
      all.get(2).getStuck("!retry:glm");
      for (Chat chat : all) {
        Incident incident = Incident.released(watched.log(), chat.lockFile(), DEADLINE);
        assertTrue(incident.outcome(DEADLINE).startsWith("released_by_"));
        String told = chat.hear(1);
        assertTrue(told.contains(CLEAR), told);
        chat.say("hello");
        assertEquals("echo: hello", chat.hear(2));
      }
    }
  }

  private WatchedRig start() throws Exception {
    return WatchedRig.start(RigOptions.in(folder).withRuntime("shared"), OPTIONS);
  }

  private static Chat chat(Rig rig, String name) throws Exception {
    Chat chat = new Chat(rig, "wechat", name);
    chat.say("first");
    assertEquals("echo: first", chat.hear(0));
    chat.awaitLocked(false);
    return chat;
  }
}
