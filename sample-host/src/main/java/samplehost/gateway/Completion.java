package samplehost.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import samplehost.Json;

/** The provider's API: where it is, what is sent, and what the answer means. */
record Completion(URI uri) {
  static final String AUTHORIZATION = "Bearer sk-sample-key-of-the-sample-host";

  Completion {
    uri = uri.resolve("/v1/chat/completions");
  }

  String request(Session session, Prompt prompt, List<Transcript.Said> said) {
    ObjectNode body =
        Json.MAPPER
            .createObjectNode()
            .put("model", "sample-1")
            .put("user", session.key())
            .put("stream", prompt.stream());
    ArrayNode messages = body.putArray("messages");
    for (Transcript.Said one : said) {
      messages.addObject().put("role", one.role()).put("content", one.content());
    }
    return body.toString();
  }

  static String text(String body) throws IOException {
    return Json.MAPPER
        .readTree(body)
        .path("choices")
        .path(0)
        .path("message")
        .path("content")
        .asText();
  }
}
