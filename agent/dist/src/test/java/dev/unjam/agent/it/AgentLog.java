package dev.unjam.agent.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Reads an agent's JSON log while it is being written. */
public final class AgentLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(50);

  private final Path file;

  AgentLog(Path file) {
    this.file = file;
  }

  /** The log of a process that runs in that folder, under the name that it has by default. */
  public static AgentLog of(Path folder, long pid) {
    return new AgentLog(folder.resolve("unjam-" + pid + ".jsonl"));
  }

  /** All events until now; a line that is still being written is left out. */
  public List<JsonNode> events() {
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      List<JsonNode> events = new ArrayList<>();
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        events.add(JSON.readTree(line));
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The events of that name until now. */
  public List<JsonNode> events(String name) {
    return events().stream().filter(event -> event.path("event").asText().equals(name)).toList();
  }

  /** The first event of that name that is such a one, as soon as it is there. */
  public JsonNode awaitEvent(String name, Predicate<JsonNode> such, Duration deadline) {
    try {
      return Awaitility.await()
          .atMost(deadline)
          .pollInterval(POLL)
          .pollDelay(Duration.ZERO)
          .until(() -> first(name, such), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("no such " + name + " within " + deadline + " in:\n" + text(), e);
    }
  }

  private Optional<JsonNode> first(String name, Predicate<JsonNode> such) {
    return events(name).stream().filter(such).findFirst();
  }

  /** All lines until now, for a message. */
  public String text() {
    StringBuilder text = new StringBuilder();
    events().forEach(event -> text.append(event).append('\n'));
    return text.toString();
  }
}
