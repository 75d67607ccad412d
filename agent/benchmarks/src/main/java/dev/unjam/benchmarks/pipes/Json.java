package dev.unjam.benchmarks.pipes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Reads and writes messages with Jackson, as hosts do. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static JsonNode tree(String line) throws JsonProcessingException {
    return MAPPER.readTree(line);
  }

  static String text(JsonNode tree) throws JsonProcessingException {
    return MAPPER.writeValueAsString(tree);
  }

  /** Whether it is a message of JSON-RPC; an empty line stands for none. */
  static boolean isMessage(String line) throws JsonProcessingException {
    return line.isEmpty() || tree(line).has("jsonrpc");
  }

  /** The id that an answer has. */
  static long id(String line) throws JsonProcessingException {
    return tree(line).path("id").asLong(-1);
  }

  static String request(long id) throws JsonProcessingException {
    return text(
        JsonNodeFactory.instance
            .objectNode()
            .put("jsonrpc", "2.0")
            .put("id", id)
            .put("method", "ping"));
  }
}
