package demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the agent wrote beside the gateway, and what it says when it is asked. */
final class AgentLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long POLL_MILLIS = 100;

  private final Path human;
  private final Path json;

  AgentLog(Half half) {
    this.human = half.folder.resolve("unjam-" + half.rig.pid() + ".log");
    this.json = half.folder.resolve("unjam-" + half.rig.pid() + ".jsonl");
  }

  /** The operator's lines of the incident that has this session's lock file in it. */
  List<String> incidentOf(String sessionId) throws IOException {
    for (JsonNode event : events()) {
      String incident = event.path("incident").asText();
      if (!incident.isEmpty() && event.toString().contains(sessionId)) {
        String mark = " " + incident + " ";
        return Files.readAllLines(human).stream().filter(l -> l.contains(mark)).toList();
      }
    }
    return List.of();
  }

  /** The events until now; each line is parsed. */
  List<JsonNode> events() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(json)) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  /** Incidents that were opened and not closed. */
  Set<String> open() throws IOException {
    Set<String> open = new TreeSet<>();
    for (JsonNode event : events()) {
      switch (event.path("event").asText()) {
        case "incident.opened" -> open.add(event.path("incident").asText());
        case "incident.closed" -> open.remove(event.path("incident").asText());
        default -> {}
      }
    }
    return open;
  }

  /** Looks until every incident is closed, or the deadline has come. */
  void awaitClosed(Duration deadline) throws IOException, InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (!open().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Errors that the agent swallowed in the gateway, or -1 if it does not say. */
  static int suppressed(Path jar, long pid) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process status =
        new ProcessBuilder(
                java.toString(), "-jar", jar.toString(), "status", Long.toString(pid), "--json")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(status.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    status.waitFor();
    return answer.isBlank() ? -1 : JSON.readTree(answer).path("suppressed").asInt(-1);
  }

  /** The name of the file for people. */
  @Override
  public String toString() {
    return String.valueOf(human.getFileName());
  }
}
