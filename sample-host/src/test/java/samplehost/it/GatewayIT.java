package samplehost.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** What the gateway does besides asking models. */
@Timeout(120)
class GatewayIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig =
        Rig.start(
            RigOptions.in(folder)
                .withWorkers(2)
                .withLockTimeout(Duration.ofMillis(300))
                .withGatewayArgs(List.of("--queue", "1")));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void resetArchivesTheTranscriptAndNewKeepsIt() throws Exception {
    say("hello", 1);
    Path first = rig.transcriptFile("wechat", "a");
    say("/reset", 2);
    assertFalse(Files.exists(first));
    assertTrue(archived(first));

    say("hello again", 3);
    Path second = rig.transcriptFile("wechat", "a");
    say("/new", 4);
    assertTrue(Files.exists(second));
    assertNotEquals(second, rig.transcriptFile("wechat", "a"));
  }

  private static boolean archived(Path transcript) throws Exception {
    try (Stream<Path> files = Files.list(transcript.getParent())) {
      return files.anyMatch(file -> file.toString().startsWith(transcript + ".reset."));
    }
  }

  private String say(String text, long reply) throws Exception {
    rig.post("wechat", "a", text);
    String heard = rig.awaitReply("wechat", "a", reply - 1, DEADLINE).text();
    rig.awaitLockFiles(0, DEADLINE);
    return heard;
  }

  @Test
  void anUnknownRuntimeIsNamedWithThoseThatThereAre() throws Exception {
    assertEquals(
        "no runtime 'x': there are urlconnection, jdk, acp, merged, shared", say("/runtime x", 1));
  }

  @Test
  void whatNobodyCanTakeIsRefusedAtTheDoor() throws Exception {
    assertEquals(404, rig.post("irc", "a", "hello"));
    assertEquals(400, rig.post("wechat", "a", ""));
    rig.post("wechat", "a", "!silent");
    rig.awaitLocked("wechat", "a", true, DEADLINE);
    rig.post("wechat", "b", "!silent");
    rig.awaitLocked("wechat", "b", true, DEADLINE);
    assertEquals(202, rig.post("wechat", "c", "waits in the queue"));
    assertEquals(503, rig.post("wechat", "d", "one too many"));
    assertEquals(1, rig.health().path("workers").path("queued").asInt());
  }

  @Test
  void aLockOfADeadGatewayIsStillThereAfterARestart() throws Exception {
    rig.post("wechat", "a", "!silent");
    rig.awaitLocked("wechat", "a", true, DEADLINE);
    // The file is there before its holder is written into it; the provider is asked after that.
    rig.awaitProviderRequests(1, DEADLINE);
    long dead = rig.pid();
    rig.restartGateway();
    rig.post("wechat", "a", "hello");

    String told = rig.awaitReply("wechat", "a", 0, DEADLINE).text();
    assertTrue(told.startsWith("session file locked (timeout 300ms): pid=" + dead), told);
  }

  @Test
  void theProviderLetsGoOfWhatItStalledWhenTheClientIsGone() throws Exception {
    rig.post("wechat", "a", "!silent");
    rig.post("wechat", "b", "+stream !stream-then-stall");
    assertEquals(1, rig.awaitProviderRequests(2, DEADLINE).of("wechat", "a"));
    rig.killGateway();

    rig.awaitProviderIdle(DEADLINE);
    assertEquals(2, rig.providerRequests().total());
  }
}
