package samplehost.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import samplehost.Json;

/** A child that speaks the Agent Client Protocol, with any number of sessions. */
final class AcpChild {
  private static final Logger LOG = LoggerFactory.getLogger(AcpChild.class);

  private final Process process;
  private final Path cwd;
  private final AcpConnection connection;
  private final Map<String, StringBuilder> answers = new ConcurrentHashMap<>();

  private AcpChild(Process process, Path cwd) {
    this.process = process;
    this.cwd = cwd;
    this.connection = AcpConnection.with(process, this::update);
  }

  static AcpChild start(List<String> command, Path cwd, boolean merged)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(cwd.toFile());
    AcpChild child = new AcpChild(builder.redirectErrorStream(merged).start(), cwd);
    Thread stderr = new Thread(child::logStderr, "acp-stderr-" + child.process.pid());
    stderr.setDaemon(true);
    stderr.start();
    child.initialize();
    return child;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Opens a session and returns the child's name of it. */
  String open() throws IOException, InterruptedException {
    ObjectNode params = Json.MAPPER.createObjectNode().put("cwd", cwd.toString());
    params.putArray("mcpServers");
    return request("session/new", params).path("sessionId").asText();
  }

  /**
   * Sends the user's text and waits until the child's turn ends.
   *
   * @return what the child said meanwhile; empty if it said nothing
   */
  Optional<String> prompt(String session, String text) throws IOException, InterruptedException {
    ObjectNode params = session(session);
    params.putArray("prompt").addObject().put("type", "text").put("text", text);
    StringBuilder answer = new StringBuilder();
    answers.put(session, answer);
    String reason = request("session/prompt", params).path("stopReason").asText();
    if (reason.equals("cancelled") || reason.equals("refusal")) {
      throw new IOException("the child's turn ended: " + reason);
    }
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer.toString());
  }

  /** Asks the child to stop a session's turn. */
  void cancel(String session) {
    try {
      connection.tell("session/cancel", session(session));
    } catch (IOException gone) {
      LOG.debug("the child was gone already", gone);
    }
  }

  void end() {
    process.destroy();
  }

  private void initialize() throws IOException, InterruptedException {
    ObjectNode client = Json.MAPPER.createObjectNode().put("protocolVersion", 1);
    ObjectNode capabilities = client.putObject("clientCapabilities").put("terminal", false);
    capabilities.putObject("fs").put("readTextFile", false).put("writeTextFile", false);
    request("initialize", client);
  }

  // BUG: no answer is too late
  private JsonNode request(String method, ObjectNode params)
      throws IOException, InterruptedException {
    try {
      return connection.request(method, params).get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  private static ObjectNode session(String session) {
    return Json.MAPPER.createObjectNode().put("sessionId", session);
  }

  private void update(JsonNode params) {
    JsonNode update = params.path("update");
    StringBuilder answer = answers.get(params.path("sessionId").asText());
    if (answer != null && update.path("sessionUpdate").asText().equals("agent_message_chunk")) {
      answer.append(update.path("content").path("text").asText());
    }
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
