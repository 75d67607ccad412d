package samplehost.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import samplehost.Json;

/** Speaks the Agent Client Protocol with one child; one turn at a time, on the worker's thread. */
final class AcpChild {
  private static final Logger LOG = LoggerFactory.getLogger(AcpChild.class);

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;
  private int nextId;
  private String session;

  private AcpChild(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static AcpChild start(List<String> command, Path cwd) throws IOException {
    AcpChild child = new AcpChild(new ProcessBuilder(command).directory(cwd.toFile()).start());
    Thread stderr = new Thread(child::logStderr, "acp-stderr-" + child.process.pid());
    stderr.setDaemon(true);
    stderr.start();
    child.open(cwd);
    return child;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends the user's text and returns what the child said until the end of its turn. */
  String prompt(String text) throws IOException {
    ObjectNode params = Json.MAPPER.createObjectNode().put("sessionId", session);
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    StringBuilder answer = new StringBuilder();
    request(
        "session/prompt",
        params,
        update -> {
          if (update.path("sessionUpdate").asText().equals("agent_message_chunk")) {
            answer.append(update.path("content").path("text").asText());
          }
        });
    return answer.toString();
  }

  /** Asks the child to stop its turn, then ends it. */
  void end() {
    try {
      ObjectNode cancel = frame("session/cancel");
      cancel.putObject("params").put("sessionId", session);
      write(cancel);
    } catch (IOException gone) {
      LOG.debug("the child was gone already", gone);
    }
    process.destroy();
  }

  private void open(Path cwd) throws IOException {
    ObjectNode client = Json.MAPPER.createObjectNode().put("protocolVersion", 1);
    ObjectNode capabilities = client.putObject("clientCapabilities").put("terminal", false);
    capabilities.putObject("fs").put("readTextFile", false).put("writeTextFile", false);
    request("initialize", client, update -> {});
    ObjectNode params = Json.MAPPER.createObjectNode().put("cwd", cwd.toString());
    params.putArray("mcpServers");
    session = request("session/new", params, update -> {}).path("sessionId").asText();
  }

  private JsonNode request(String method, ObjectNode params, Consumer<JsonNode> updates)
      throws IOException {
    int id = nextId++;
    ObjectNode frame = frame(method).put("id", id);
    frame.set("params", params);
    write(frame);
    return response(id, updates);
  }

  // BUG: only a result ends the wait; an error frame is logged, and the child is listened to on
  private JsonNode response(int id, Consumer<JsonNode> updates) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      JsonNode frame = Json.MAPPER.readTree(line);
      if (frame.path("id").asInt(-1) == id && frame.has("result")) {
        return frame.path("result");
      }
      if (frame.path("method").asText().equals("session/update")) {
        updates.accept(frame.path("params").path("update"));
      } else {
        LOG.debug("ignored: {}", line);
      }
    }
    throw new IOException("the child's stdout ended");
  }

  private static ObjectNode frame(String method) {
    return Json.MAPPER.createObjectNode().put("jsonrpc", "2.0").put("method", method);
  }

  private void write(ObjectNode frame) throws IOException {
    in.write(frame.toString());
    in.newLine();
    in.flush();
  }

  // BUG: the child says here that its quota is gone, and nobody reads the log
  private void logStderr() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        LOG.info("child {}: {}", process.pid(), line);
      }
    } catch (IOException e) {
      LOG.debug("the child's stderr ended", e);
    }
  }
}
