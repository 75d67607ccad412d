package samplehost.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import mockwebserver3.MockResponse;
import samplehost.Json;

/** The JSON that an OpenAI-like provider writes. */
final class Answers {
  private Answers() {}

  static MockResponse json(int status, Object body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(text(body))
        .build();
  }

  static String text(Object body) {
    try {
      return Json.MAPPER.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + body.getClass().getName(), e);
    }
  }

  static JsonNode error(String message) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putObject("error").put("message", message).put("type", "invalid_request_error");
    return body;
  }

  static JsonNode completion(String text) {
    ObjectNode body = head("chat.completion");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", text);
    choice.put("finish_reason", "stop");
    return body;
  }

  static JsonNode chunk(String text) {
    ObjectNode body = head("chat.completion.chunk");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta").put("content", text);
    choice.putNull("finish_reason");
    return body;
  }

  private static ObjectNode head(String object) {
    return Json.MAPPER
        .createObjectNode()
        .put("id", "chatcmpl-sample")
        .put("object", object)
        .put("model", "sample-1");
  }
}
