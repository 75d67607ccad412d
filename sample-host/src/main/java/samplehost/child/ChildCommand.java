package samplehost.child;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import samplehost.Directive;
import samplehost.Json;

/** Reads the gateway's frames from stdin, one a line, until stdin ends. */
@Command(
    name = "child",
    mixinStandardHelpOptions = true,
    description = "Speaks the Agent Client Protocol on stdin and stdout.")
public final class ChildCommand implements Callable<Integer> {
  private final Frames frames =
      new Frames(new PrintStream(System.out, true, StandardCharsets.UTF_8));
  private final Prompts prompts = new Prompts(frames);

  @Override
  public Integer call() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        take(Json.MAPPER.readTree(line));
      }
    }
    return 0;
  }

  private void take(JsonNode frame) {
    JsonNode id = frame.path("id");
    switch (frame.path("method").asText()) {
      case "initialize" -> frames.result(id, initialized());
      case "session/new" ->
          frames.result(
              id, Json.MAPPER.createObjectNode().put("sessionId", "sess_" + UUID.randomUUID()));
      case "session/prompt" -> prompt(id, frame.path("params"));
      case "session/cancel" -> prompts.cancel(frame.path("params").path("sessionId").asText());
      default -> frames.error(id, -32601, "Method not found");
    }
  }

  private static JsonNode initialized() {
    var result = Json.MAPPER.createObjectNode().put("protocolVersion", 1);
    result.putObject("agentCapabilities").put("loadSession", false);
    result.putArray("authMethods");
    return result;
  }

  private void prompt(JsonNode id, JsonNode params) {
    StringBuilder text = new StringBuilder();
    for (JsonNode block : params.path("prompt")) {
      text.append(block.path("text").asText());
    }
    String said = text.toString();
    prompts.take(new Prompt(id, params.path("sessionId").asText(), said, Directive.of(said)));
  }
}
