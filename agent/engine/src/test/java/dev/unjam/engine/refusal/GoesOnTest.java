package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error that something went on after, or that is a record of another exchange's. */
class GoesOnTest {
  private static final String ERROR =
      "data: {\"error\":{\"code\":429,\"message\":\"rate limit exceeded, trying another one\"}}\n\n";
  private static final String TOOL_ERROR =
      "event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,"
          + "\"message\":\"GitHub API rate limit exceeded\"}}\n\n";

  private static @Nullable Refusal classify(Transport transport, String type, String body) {
    Exchange e = new Exchange(transport, null, 200, Map.of("Content-Type", type), body);
    return Classifier.builtIn().classify(e, Instant.EPOCH);
  }

  private static @Nullable Refusal stream(String body) {
    return classify(Transport.SSE, "text/event-stream", body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data: [DONE]\n\n",
        ": keep-alive\n\n",
        "event: ping\ndata: {\"type\":\"ping\"}\n\n",
        "data: {\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\n",
        "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"},"
            + "\"finish_reason\":\"error\"}]}\n\n",
        "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
      })
  void anErrorAtTheEndOfAStreamIsItsEnd(String after) {
    String before = "data: {\"choices\":[{\"delta\":{\"content\":\"so far\"}}]}\n\n";
    Refusal refusal = stream(before + ERROR + after);
    assertNotNull(refusal);
    assertEquals(RefusalClass.RATE_LIMIT, refusal.refusalClass());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"choices\":[{\"delta\":{\"content\":\"word\"}}]}\n\n",
        "data: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"word\"}}\n\n",
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"word\"}]}}]}\n\n"
      })
  void aStreamThatGoesOnAfterItGotOverIt(String after) {
    assertNull(stream(ERROR + after));
    assertNotNull(stream(ERROR + after + ERROR), "until the next one");
  }

  @Test
  void oneToolsErrorAmongTheAnswersOfMany() {
    assertNotNull(stream(TOOL_ERROR));
    assertNull(
        stream(
            TOOL_ERROR + "data: {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[]}}\n\n"));
  }

  @Test
  void aFileAboutErrorsIsNone() {
    String log =
        "{\"level\":\"error\",\"error\":\"429 You exceeded your current quota\"}\n{\"level\":\"info\"}\n";
    assertNull(classify(Transport.HTTP, "binary/octet-stream", log));
    assertNull(classify(Transport.HTTP, "application/jsonl", log));
    String one = "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"quota exceeded\"}}";
    assertNull(classify(Transport.HTTP, "application/octet-stream", one));
    assertNotNull(classify(Transport.HTTP, "application/json", one));
  }

  @Test
  void aListOfJobsIsNoneAndAListOfOneErrorIs() {
    String failed =
        "{\"id\":2,\"error\":{\"code\":\"insufficient_quota\",\"message\":\"quota exceeded\"}}";
    assertNull(classify(Transport.HTTP, "application/json", "[{\"id\":1}," + failed + "]"));
    assertNotNull(classify(Transport.HTTP, "application/json", "[" + failed + "]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"in_progress", "queued", "completed", "RUNNING"})
  void whatAJobMetBeforeIsNone(String status) {
    String error = "\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"attempt 1\"}}";
    assertNull(
        classify(Transport.HTTP, "application/json", "{\"status\":\"" + status + "\"," + error));
    assertNotNull(classify(Transport.HTTP, "application/json", "{\"status\":\"failed\"," + error));
  }
}
