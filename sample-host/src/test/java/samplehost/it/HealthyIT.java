package samplehost.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** As long as the provider answers, nothing is left behind. */
@Timeout(120)
class HealthyIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = Rig.start(RigOptions.in(folder));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource({
    "urlconnection, hello, echo: hello",
    "urlconnection, +stream hello, echo: +stream hello",
    "urlconnection, !429-then-ok:1 hello, echo: !429-then-ok:1 hello",
    "urlconnection, +stream !slow:chunks=3:every=100ms, chunk 1; chunk 2; chunk 3;",
    "jdk, hello, echo: hello",
    "jdk, +stream hello, echo: +stream hello",
    "jdk, +stream +lines hello, echo: +stream +lines hello",
    "jdk, +async hello, echo: +async hello",
    "jdk, +async +stream hello, echo: +async +stream hello",
    "jdk, +stream !slow:chunks=3:every=100ms, chunk 1; chunk 2; chunk 3;",
    "jdk, !slow:chunks=3:every=100ms, echo: !slow:chunks=3:every=100ms",
    "acp, hello, echo: hello",
    "acp, !slow:chunks=3:every=100ms, chunk 1; chunk 2; chunk 3;",
    "acp, !tool:burn:for=300ms, echo: !tool:burn:for=300ms",
    "acp, !tool:sleep:for=300ms, echo: !tool:sleep:for=300ms",
    "acp, !flood-stderr:mb=2, echo: !flood-stderr:mb=2",
    "shared, hello, echo: hello",
    "shared, !slow:chunks=3:every=100ms, chunk 1; chunk 2; chunk 3;"
  })
  void aMessageIsAnsweredAndTheSessionIsFree(String runtime, String text, String answer)
      throws Exception {
    String chat = runtime + " " + text;
    rig.post("telegram", chat, "/runtime " + runtime);
    rig.awaitReply("telegram", chat, 0, DEADLINE);
    assertEquals(202, rig.post("telegram", chat, text));

    assertEquals(answer, rig.awaitReply("telegram", chat, 1, DEADLINE).text().trim());
    rig.awaitLocked("telegram", chat, false, DEADLINE);
    transcriptIsAChain(chat, text, answer);
  }

  private static void transcriptIsAChain(String chat, String text, String answer)
      throws IOException {
    List<JsonNode> lines = rig.transcript("telegram", chat);
    assertEquals(3, lines.size());
    assertEquals("session", lines.get(0).path("type").asText());
    assertEquals(rig.sessionId("telegram", chat), lines.get(0).path("id").asText());
    said(lines.get(1), "user", text);
    said(lines.get(2), "assistant", answer);
    assertTrue(lines.get(1).path("parentId").isNull());
    assertEquals(lines.get(1).path("id"), lines.get(2).path("parentId"));
  }

  private static void said(JsonNode line, String role, String text) {
    assertTrue(line.path("id").asText().matches("[0-9a-f]{8}"), line.toString());
    assertEquals(role, line.path("message").path("role").asText());
    assertEquals(text, line.path("message").path("content").path(0).path("text").asText().trim());
  }

  @Test
  void twoMessagesOfOneChatAreAnsweredOneAfterTheOther() throws Exception {
    rig.post("wechat", "pair", "!slow:chunks=1:every=300ms first");
    rig.awaitLocked("wechat", "pair", true, DEADLINE);
    rig.post("wechat", "pair", "second");
    assertTrue(rig.awaitReply("wechat", "pair", 0, DEADLINE).text().endsWith("first"));
    assertTrue(rig.awaitReply("wechat", "pair", 1, DEADLINE).text().endsWith("second"));
  }

  @Test
  void sessionsThatShareAChildAreAnsweredSideBySide() throws Exception {
    for (String chat : List.of("shared-slow", "shared-quick")) {
      rig.post("wechat", chat, "/runtime shared");
      rig.awaitReply("wechat", chat, 0, DEADLINE);
    }
    rig.post("wechat", "shared-slow", "!slow:chunks=3:every=500ms");
    rig.awaitLocked("wechat", "shared-slow", true, DEADLINE);
    rig.post("wechat", "shared-quick", "hello");
    assertEquals("echo: hello", rig.awaitReply("wechat", "shared-quick", 1, DEADLINE).text());
    assertEquals(
        "chunk 1; chunk 2; chunk 3; ", rig.awaitReply("wechat", "shared-slow", 1, DEADLINE).text());
  }

  @Test
  void aDeadChildIsStartedAgainWithTheNextMessage() throws Exception {
    rig.post("wechat", "child", "/runtime acp");
    rig.awaitReply("wechat", "child", 0, DEADLINE);
    rig.post("wechat", "child", "one");
    rig.awaitReply("wechat", "child", 1, DEADLINE);
    rig.awaitLocked("wechat", "child", false, DEADLINE);
    for (ProcessHandle child : ProcessHandle.of(rig.pid()).orElseThrow().children().toList()) {
      child.destroyForcibly();
      child.onExit().get();
    }
    rig.post("wechat", "child", "two");
    assertEquals("echo: two", rig.awaitReply("wechat", "child", 2, DEADLINE).text());
  }
}
