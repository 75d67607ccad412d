package samplehost.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.Json;
import samplehost.harness.RigOptions;

/** The child on its own, over real pipes. */
@Timeout(60)
class ChildIT {
  @TempDir Path folder;
  private Process child;
  private PrintStream in;
  private BufferedReader out;

  @BeforeEach
  void start() throws Exception {
    RigOptions options = RigOptions.in(folder);
    child =
        new ProcessBuilder(options.java().toString(), "-jar", options.jar().toString(), "child")
            .start();
    in = new PrintStream(child.getOutputStream(), true, StandardCharsets.UTF_8);
    out = child.inputReader(StandardCharsets.UTF_8);
  }

  @AfterEach
  void stop() {
    child.destroyForcibly();
  }

  @Test
  void aSessionIsOpenedAndAPromptIsAnsweredInChunks() throws Exception {
    in.println("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{}}");
    assertEquals(1, frame().path("result").path("protocolVersion").asInt());
    in.println("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session/new\",\"params\":{}}");
    assertTrue(frame().path("result").path("sessionId").asText().startsWith("sess_"));
    prompt(2, "hello");
    assertEquals("echo: ", chunk(frame()));
    assertEquals("hello", chunk(frame()));
    assertEquals("end_turn", frame().path("result").path("stopReason").asText());
  }

  @Test
  void aCancelEndsTheTurnsThatSayThatTheyObey() throws Exception {
    prompt(5, "!silent");
    prompt(6, "!silent:cancel=yes");
    in.println(
        "{\"jsonrpc\":\"2.0\",\"method\":\"session/cancel\",\"params\":{\"sessionId\":\"s\"}}");
    JsonNode answer = frame();
    assertEquals(6, answer.path("id").asInt());
    assertEquals("cancelled", answer.path("result").path("stopReason").asText());
  }

  @Test
  void theQuotaIsSaidOnStderrAlone() throws Exception {
    prompt(1, "!quota-on-stderr");
    String said = child.errorReader(StandardCharsets.UTF_8).readLine();
    assertTrue(said.contains("insufficient_quota"), said);
    prompt(2, "!error-frame:null-id");
    JsonNode next = frame();
    assertTrue(next.has("error") && next.path("id").isNull(), next.toString());
  }

  @Test
  void aCancelOfAnotherSessionEndsNothing() throws Exception {
    prompt(6, "!retry:cancel=yes");
    in.println(
        "{\"jsonrpc\":\"2.0\",\"method\":\"session/cancel\",\"params\":{\"sessionId\":\"other\"}}");
    prompt(7, "hello");
    assertEquals("echo: ", chunk(frame()));
  }

  @Test
  void aTurnEndsWithNothingAfterARefusal() throws Exception {
    prompt(1, "!end-turn");
    assertEquals("end_turn", frame().path("result").path("stopReason").asText());
    String said = child.errorReader(StandardCharsets.UTF_8).readLine();
    assertTrue(said.contains("insufficient_quota"), said);
  }

  @Test
  void aGrandchildOutlivesItsChild() throws Exception {
    prompt(1, "!grandchild");
    child.errorReader(StandardCharsets.UTF_8).readLine();
    try (var all = child.descendants()) {
      List<ProcessHandle> grandchildren = all.toList();
      assertEquals(1, grandchildren.size());
      child.destroyForcibly().waitFor();
      assertTrue(grandchildren.get(0).isAlive());
      grandchildren.get(0).destroyForcibly();
    }
  }

  @Test
  void itExitsWhenStdinEnds() throws Exception {
    prompt(1, "!silent");
    in.close();
    assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, child.exitValue());
  }

  private void prompt(int id, String text) {
    var frame = Json.MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    frame.put("method", "session/prompt");
    var params = frame.putObject("params").put("sessionId", "s");
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    in.println(frame);
  }

  private JsonNode frame() throws IOException {
    return Json.MAPPER.readTree(out.readLine());
  }

  private static String chunk(JsonNode frame) {
    return frame.path("params").path("update").path("content").path("text").asText();
  }
}
