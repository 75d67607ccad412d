package samplehost.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import mockwebserver3.RecordedRequest;
import samplehost.Directive;
import samplehost.Json;

/**
 * One request for a completion.
 *
 * @param user who asks: the gateway's session key
 * @param text the last user message
 */
record Ask(String user, String text, boolean stream, Directive directive, Client client) {
  static Ask of(RecordedRequest request, Client client) {
    JsonNode body = body(request);
    String text = "";
    for (JsonNode message : body.path("messages")) {
      if ("user".equals(message.path("role").asText())) {
        text = message.path("content").asText();
      }
    }
    return new Ask(
        body.path("user").asText("nobody"),
        text,
        body.path("stream").asBoolean(),
        Directive.of(text),
        client);
  }

  private static JsonNode body(RecordedRequest request) {
    try {
      return Json.MAPPER.readTree(request.getBody().utf8());
    } catch (IOException e) {
      throw new IllegalArgumentException("the request's body is not JSON", e);
    }
  }
}
