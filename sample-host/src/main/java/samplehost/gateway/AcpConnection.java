package samplehost.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import samplehost.Json;

/** JSON-RPC over a child's pipes: whoever asks writes by himself, one thread reads for all. */
final class AcpConnection {
  private static final Logger LOG = LoggerFactory.getLogger(AcpConnection.class);

  private final BufferedWriter in;
  private final BufferedReader out;
  private final Consumer<JsonNode> updates;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private volatile IOException ended;

  private AcpConnection(Process process, Consumer<JsonNode> updates) {
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.updates = updates;
  }

  /**
   * Starts to listen.
   *
   * @param updates takes the parameters of each {@code session/update}, on the reader's thread
   */
  static AcpConnection with(Process process, Consumer<JsonNode> updates) {
    AcpConnection connection = new AcpConnection(process, updates);
    Thread reader = new Thread(connection::read, "acp-reader-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    return connection;
  }

  /** Asks; the future ends with the result, the child's error, or the end of its stdout. */
  CompletableFuture<JsonNode> request(String method, ObjectNode params) throws IOException {
    int id = ids.getAndIncrement();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    ObjectNode frame = frame(method).put("id", id);
    frame.set("params", params);
    write(frame);
    IOException end = ended;
    if (end != null) {
      answer.completeExceptionally(end);
    }
    return answer;
  }

  void tell(String method, ObjectNode params) throws IOException {
    ObjectNode frame = frame(method);
    frame.set("params", params);
    write(frame);
  }

  private static ObjectNode frame(String method) {
    return Json.MAPPER.createObjectNode().put("jsonrpc", "2.0").put("method", method);
  }

  private synchronized void write(ObjectNode frame) throws IOException {
    in.write(frame.toString());
    in.newLine();
    in.flush();
  }

  private void read() {
    IOException end = new IOException("the child's stdout ended");
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      end = e;
    }
    ended = end;
    for (CompletableFuture<JsonNode> waiting : pending.values()) {
      waiting.completeExceptionally(end);
    }
  }

  // BUG: an error under another id or none, or in a notification, ends nobody's wait
  private void take(String line) {
    JsonNode frame;
    try {
      frame = Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      LOG.debug("not a frame: {}", line);
      return;
    }
    CompletableFuture<JsonNode> waiting = pending.remove(frame.path("id").asInt(-1));
    if (waiting != null && frame.has("error")) {
      waiting.completeExceptionally(new IOException(said(frame.path("error"))));
    } else if (waiting != null) {
      waiting.complete(frame.path("result"));
    } else if (frame.path("method").asText().equals("session/update")) {
      updates.accept(frame.path("params"));
    } else {
      LOG.debug("ignored: {}", line);
    }
  }

  private static String said(JsonNode error) {
    String details = error.path("data").path("details").asText();
    String message = error.path("message").asText();
    return details.isEmpty() ? message : message + ": " + details;
  }
}
