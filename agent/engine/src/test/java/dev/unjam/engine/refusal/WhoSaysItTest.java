package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every exchange of the data files, said by a child: as the text of a model, a tool or a user it is
 * none, as the child's own error it is what it was.
 */
class WhoSaysItTest {
  private static final String UPDATE =
      "{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"s\",\"update\":%s}}\n";

  private final Classifier classifier = Classifier.builtIn();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"type\":\"text\",\"text\":TEXT}}",
        "{\"sessionUpdate\":\"agent_thought_chunk\",\"content\":{\"type\":\"text\",\"text\":TEXT}}",
        "{\"sessionUpdate\":\"user_message_chunk\",\"content\":{\"type\":\"text\",\"text\":TEXT},\"error\":JSON}",
        "{\"sessionUpdate\":\"tool_call_update\",\"toolCallId\":\"t\",\"status\":\"failed\",\"rawOutput\":JSON}",
        "{\"sessionUpdate\":\"tool_call_update\",\"toolCallId\":\"t\",\"status\":\"failed\",\"error\":JSON}",
        "{\"sessionUpdate\":\"tool_call\",\"toolCallId\":\"t\",\"rawInput\":JSON,\"_meta\":{\"error\":JSON}}",
        "{\"sessionUpdate\":\"plan\",\"entries\":[{\"content\":TEXT,\"status\":\"failed\"}],\"error\":JSON}",
        "{\"sessionUpdate\":\"session_info_update\",\"title\":TEXT}"
      })
  void whatOthersSayInAnUpdateIsNone(String update) {
    assertNone(String.format(UPDATE, update));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"tool_result\",\"status\":\"error\",\"error\":JSON}",
        "{\"type\":\"tool_use\",\"part\":{\"state\":{\"status\":\"error\",\"error\":TEXT}},\"error\":TEXT}",
        "{\"type\":\"user\",\"message\":{\"content\":[{\"type\":\"tool_result\",\"is_error\":true,\"content\":TEXT}]}}",
        "{\"type\":\"item.completed\",\"item\":{\"type\":\"mcp_tool_call\",\"error\":JSON}}",
        "{\"method\":\"item/completed\",\"params\":{\"item\":{\"type\":\"commandExecution\",\"error\":JSON}}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"error\",\"data\":JSON}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":TEXT}],\"isError\":true}}",
        "{\"level\":\"info\",\"msg\":\"the request succeeded at last\",\"err\":JSON}",
        "{\"level\":20,\"msg\":\"response\",\"err\":JSON}",
        "{\"level\":\"error\",\"msg\":\"a tool failed\",\"tool\":\"webfetch\",\"err\":JSON}"
      })
  void whatOthersSayInAnEventIsNone(String event) {
    assertNone(event + "\n");
  }

  private void assertNone(String shape) {
    List<String> alarms = new ArrayList<>();
    int all = 0;
    for (String file : Sample.files()) {
      for (Sample sample : Sample.all(file)) {
        all++;
        Refusal found = find(sample, shape);
        if (found != null) {
          alarms.add(sample.id() + " by " + found.rule());
        }
      }
    }
    assertEquals(List.of(), alarms);
    assertTrue(all > 500, () -> "so few samples");
  }

  @Test
  void asItsOwnErrorItIsWhatItWas() {
    List<String> wrong = new ArrayList<>();
    int all = 0;
    for (String shape :
        List.of(
            "ERROR provider answered STATUS: JSON",
            "2026-11-20T10:00:00Z [error] llm: provider answered STATUS: JSON",
            "\u001b[31mERROR\u001b[0m provider answered STATUS: JSON\u001b[0m",
            "level=error msg=\"provider failed\" status=STATUS error=JSON",
            "{\"level\":50,\"time\":1,\"err\":{\"statusCode\":STATUS,\"responseBody\":TEXT},\"msg\":\"failed\"}",
            "{\"time\":\"t\",\"level\":\"ERROR\",\"msg\":\"request failed\",\"status\":STATUS,\"error\":JSON}",
            String.format(
                UPDATE, "{\"sessionUpdate\":\"error\",\"code\":STATUS,\"error\":JSON}"))) {
      for (String file : Sample.files()) {
        for (Sample sample : Sample.all(file)) {
          if (isBody(sample)) {
            all++;
            check(sample, shape, wrong);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(all > 1000, "so few samples: " + all);
  }

  private void check(Sample sample, String shape, List<String> wrong) {
    Exchange e = sample.exchange();
    Exchange bare = new Exchange(e.transport(), e.provider(), e.status(), Map.of(), e.body());
    Refusal before = classifier.classify(bare, Instant.EPOCH);
    Refusal found = find(sample, shape);
    String was = before == null ? "none" : before.refusalClass().label();
    String is = found == null ? "none" : found.refusalClass().label();
    if (!was.equals(is)) {
      wrong.add(sample.id() + " " + was + " -> " + is + " in " + shape);
    }
  }

  private static boolean isBody(Sample sample) {
    Json json = Json.read(sample.exchange().body(), 0);
    return sample.exchange().transport() == Transport.HTTP
        && sample.exchange().status() >= 400
        && json != null
        && json.complete()
        && json.root() instanceof Map<?, ?>;
  }

  private @Nullable Refusal find(Sample sample, String shape) {
    String body = sample.exchange().body();
    Json json = Json.read(body, 0);
    String text =
        "\""
            + body.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
            + "\"";
    String raw =
        json != null && json.complete() && json.root() instanceof Map<?, ?>
            ? body.substring(0, json.end()).replaceAll("\\s*\n\\s*", " ")
            : text;
    String said =
        shape
            .replace("STATUS", String.valueOf(sample.exchange().status()))
            .replace("TEXT", text)
            .replace("JSON", raw);
    Exchange e = new Exchange(Transport.STDIO, sample.exchange().provider(), 0, Map.of(), said);
    return classifier.classify(e, Instant.EPOCH);
  }
}
