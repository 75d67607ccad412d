package clienthost.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Plain code with a thread that writes and one that reads, and queues between them and others. */
final class Queues implements ChildClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Framing framing;
  private final AtomicInteger ids = new AtomicInteger();
  private final BlockingQueue<String> toWrite = new LinkedBlockingQueue<>();
  private final Map<Integer, BlockingQueue<JsonNode>> waiting = new ConcurrentHashMap<>();

  private Queues(Framing framing) {
    this.framing = framing;
  }

  static Queues start(List<String> command) throws IOException {
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Queues queues =
        new Queues(Framing.of("lines", child.getInputStream(), child.getOutputStream()));
    daemon("child-writer", queues::write);
    daemon("child-reader", queues::read);
    return queues;
  }

  @Override
  public String ask(String text) throws IOException, InterruptedException {
    int id = ids.incrementAndGet();
    BlockingQueue<JsonNode> answers = new ArrayBlockingQueue<>(1);
    waiting.put(id, answers);
    ObjectNode frame = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
    frame.put("method", "text/ask").putObject("params").put("text", text);
    toWrite.put(frame.toString());
    JsonNode answer = answers.take();
    if (answer.has("error")) {
      throw new IOException(answer.path("error").path("message").asText());
    }
    return answer.path("result").path("text").asText();
  }

  private void write() throws IOException, InterruptedException {
    while (true) {
      framing.write(toWrite.take());
    }
  }

  private void read() throws IOException, InterruptedException {
    for (String line = framing.read(); line != null; line = framing.read()) {
      JsonNode frame = JSON.readTree(line);
      BlockingQueue<JsonNode> answers = waiting.remove(frame.path("id").asInt());
      if (answers != null) {
        answers.put(frame);
      }
    }
  }

  /** What a thread does until the child has gone. */
  interface Part {
    void run() throws IOException, InterruptedException;
  }

  static void daemon(String name, Part part) {
    Thread thread =
        new Thread(
            () -> {
              try {
                part.run();
              } catch (IOException gone) {
                System.err.println(name + " ended: " + gone.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
