package samplehost.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import samplehost.Json;

/**
 * What was said in a session, one JSON object a line; each names the one before it as its parent.
 */
record Transcript(Session session) {
  private static final int VERSION = 3;

  /** One thing that was said, as the provider wants to read it. */
  record Said(String role, String content) {}

  void append(String role, String text) throws IOException {
    Path path = session.transcript();
    if (!Files.exists(path)) {
      write(path, header());
    }
    write(path, entry(lastId(path), role, text));
  }

  List<Said> said() throws IOException {
    List<Said> all = new ArrayList<>();
    for (String line : Files.readAllLines(session.transcript())) {
      JsonNode message = Json.MAPPER.readTree(line).path("message");
      if (!message.isMissingNode()) {
        String text = message.path("content").path(0).path("text").asText();
        all.add(new Said(message.path("role").asText(), text));
      }
    }
    return all;
  }

  private ObjectNode header() {
    return Json.MAPPER
        .createObjectNode()
        .put("type", "session")
        .put("version", VERSION)
        .put("id", session.id())
        .put("timestamp", Instant.now().toString())
        .put("cwd", Path.of("").toAbsolutePath().toString());
  }

  private static ObjectNode entry(String parent, String role, String text) {
    ObjectNode entry =
        Json.MAPPER
            .createObjectNode()
            .put("type", "message")
            .put("id", String.format("%08x", ThreadLocalRandom.current().nextInt()))
            .put("parentId", parent)
            .put("timestamp", Instant.now().toString());
    ObjectNode message = entry.putObject("message").put("role", role);
    message.putArray("content").addObject().put("type", "text").put("text", text);
    return entry;
  }

  /** Null after the header: the first entry has no parent. */
  private static String lastId(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path);
    JsonNode last = Json.MAPPER.readTree(lines.get(lines.size() - 1));
    return last.path("type").asText().equals("session") ? null : last.path("id").asText();
  }

  private static void write(Path path, ObjectNode line) throws IOException {
    Files.writeString(path, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
