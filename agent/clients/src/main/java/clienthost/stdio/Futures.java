package clienthost.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Plain code: whoever asks writes and joins a future, which the thread that reads completes. */
final class Futures implements ChildClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Framing framing;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

  private Futures(Framing framing) {
    this.framing = framing;
  }

  static Futures start(List<String> command) throws IOException {
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Futures futures =
        new Futures(Framing.of("lines", child.getInputStream(), child.getOutputStream()));
    Queues.daemon("child-reader", futures::read);
    return futures;
  }

  @Override
  public String ask(String text) throws IOException {
    int id = ids.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode frame = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    frame.put("method", "text/ask").putObject("params").put("text", text);
    framing.write(frame.toString());
    return answer.join();
  }

  private void read() throws IOException {
    for (String line = framing.read(); line != null; line = framing.read()) {
      JsonNode frame = JSON.readTree(line);
      CompletableFuture<String> answer = waiting.remove(frame.path("id").asInt());
      if (answer == null) {
        continue;
      }
      if (frame.has("error")) {
        answer.completeExceptionally(new IOException(frame.path("error").path("message").asText()));
      } else {
        answer.complete(frame.path("result").path("text").asText());
      }
    }
  }
}
