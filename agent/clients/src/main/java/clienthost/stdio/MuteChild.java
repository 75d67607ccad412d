package clienthost.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * A child that answers every request but one: of that its quota is gone, as its stderr tells.
 *
 * <p>Argument: {@code lines} or {@code lengths}, how its frames are told apart.
 */
public final class MuteChild {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MuteChild() {}

  /** The program. */
  public static void main(String[] args) throws IOException {
    Framing framing = Framing.of(args[0], System.in, System.out);
    for (String frame = framing.read(); frame != null; frame = framing.read()) {
      JsonNode request = JSON.readTree(frame);
      if (!request.has("id") || !request.has("method")) {
        continue;
      }
      if (request.path("params").toString().contains("mute")) {
        System.err.println("Too Many Requests: quota exceeded [retrying in ~2 weeks attempt #1]");
      } else {
        framing.write(answer(request).toString());
      }
    }
  }

  private static ObjectNode answer(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", request.path("id"));
    ObjectNode result = answer.putObject("result");
    switch (request.path("method").asText()) {
      case "initialize" -> initialized(request, result);
      case "session/new" -> result.put("sessionId", "sess-" + request.path("id").asText());
      case "session/prompt" -> result.put("stopReason", "end_turn");
      case "tools/call" ->
          result.putArray("content").addObject().put("type", "text").put("text", "pong");
      default -> result.put("text", "pong");
    }
    return answer;
  }

  /** One answer for ACP and MCP: each takes from it what it knows. */
  private static void initialized(JsonNode request, ObjectNode result) {
    result.set("protocolVersion", request.path("params").path("protocolVersion"));
    result.putObject("agentCapabilities").put("loadSession", false);
    result.putObject("capabilities").putObject("tools");
    result.putObject("serverInfo").put("name", "mute").put("version", "1");
    result.putArray("authMethods");
  }
}
