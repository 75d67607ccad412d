package samplehost.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import samplehost.harness.Reply;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** Once a call has failed, its session is dead: the lock file stays, and /reset is no way out. */
@Timeout(120)
class StuckWithoutHelpIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = Rig.start(RigOptions.in(folder).withWorkers(40).withLockTimeout(Duration.ofMillis(300)));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource({
    "urlconnection, !429",
    "urlconnection, !429:anthropic:retry-after=20",
    "urlconnection, !429:google",
    "urlconnection, !429:generic:retry-after=3600",
    "urlconnection, !429-stall",
    "urlconnection, +stream !429-stall",
    "urlconnection, !error:status=503",
    "urlconnection, !silent",
    "urlconnection, +stream !stream-then-stall",
    "urlconnection, +stream !stream-then-error",
    "jdk, !429",
    "jdk, +async !429:anthropic",
    "jdk, +stream !429:google",
    "jdk, +stream +lines !429:generic",
    "jdk, !429-stall",
    "jdk, +stream !429-stall",
    "jdk, +stream +lines !429-stall",
    "jdk, !silent",
    "jdk, +async !silent",
    "jdk, +stream !stream-then-stall",
    "jdk, +stream +lines !stream-then-stall",
    "jdk, +stream !stream-then-error",
    "acp, !silent",
    "acp, !quota-on-stderr",
    "acp, !quota-on-stderr:claude",
    "acp, !error-frame:null-id",
    "acp, !error-frame:notification",
    "acp, !retry",
    "acp, !retry:glm",
    "acp, !retry:gemini",
    "acp, !grandchild",
    "acp, !grandchild:exit",
    "acp, !half-line",
    "acp, !flood-stderr:silent:mb=1",
    "acp, !end-turn",
    "shared, !silent",
    "shared, !retry",
    "shared, !half-line"
  })
  void theUserHearsNothingAndTheSessionIsDead(String runtime, String text) throws Exception {
    String chat = runtime + " " + text;
    choose(chat, runtime);
    rig.post("telegram", chat, text);
    rig.awaitLocked("telegram", chat, true, DEADLINE);

    assertDead(chat, 1);
    JsonNode last = last(rig.transcript("telegram", chat));
    assertEquals("user", last.path("message").path("role").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "urlconnection, !error:status=401, answered 401",
    "acp, !exit, stdout ended",
    "acp, !error-frame, exceeded your current quota"
  })
  void anExceptionIsToldAndTheSessionIsDeadAllTheSame(String runtime, String text, String why)
      throws Exception {
    String chat = runtime + " " + text;
    choose(chat, runtime);
    rig.post("telegram", chat, text);
    String told = rig.awaitReply("telegram", chat, 1, DEADLINE).text();

    assertTrue(told.startsWith("⚠️ ") && told.contains(why), told);
    assertDead(chat, 2);
  }

  private static void choose(String chat, String runtime) throws Exception {
    rig.post("telegram", chat, "/runtime " + runtime);
    rig.awaitReply("telegram", chat, 0, DEADLINE);
    rig.awaitLocked("telegram", chat, false, DEADLINE);
  }

  private static void assertDead(String chat, long heard) throws Exception {
    Path lock = rig.lockFile("telegram", chat);
    String locked = "session file locked (timeout 300ms): pid=" + rig.pid() + " " + lock;
    rig.post("telegram", chat, "anybody there?");
    rig.post("telegram", chat, "/reset");
    rig.awaitReply("telegram", chat, heard + 1, DEADLINE);

    List<Reply> replies = rig.replies("telegram", chat, heard);
    assertEquals(List.of(locked, locked), replies.stream().map(Reply::text).toList());
    assertTrue(Files.exists(lock), "the lock file is gone");
    assertEquals(rig.pid(), samplehost.Json.MAPPER.readTree(lock.toFile()).path("pid").asLong());
  }

  private static <T> T last(List<T> all) {
    return all.get(all.size() - 1);
  }

  @Test
  void oneStuckSessionLeavesTheOthersAndTheHealthPageAlone() throws Exception {
    rig.post("whatsapp", "stuck", "!silent");
    rig.awaitLocked("whatsapp", "stuck", true, DEADLINE);
    rig.post("whatsapp", "other", "hello");

    assertEquals("echo: hello", rig.awaitReply("whatsapp", "other", 0, DEADLINE).text());
    assertTrue(rig.health().path("workers").path("busy").asInt() >= 1);
  }
}
