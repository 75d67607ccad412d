package dev.unjam.agent.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the log tells of one holder of a session's lock file. */
record Incident(AgentLog log, String id, String holder) {
  /** As soon as the lock was released. */
  static Incident released(AgentLog log, Path lock, Duration deadline) {
    JsonNode released =
        log.awaitEvent(
            "hold.released", e -> e.path("lock").asText().equals(lock.toString()), deadline);
    return new Incident(log, released.path("incident").asText(), released.path("holder").asText());
  }

  /** How it ended, as soon as it has. */
  String outcome(Duration deadline) {
    return log.awaitEvent("incident.closed", e -> e.path("incident").asText().equals(id), deadline)
        .path("outcome")
        .asText();
  }

  /** The remedies that were begun on the holder, in order. */
  List<String> rungs() {
    return log.events("action.started").stream()
        .filter(started -> started.path("incident").asText().equals(id))
        .filter(started -> started.path("holder").asText().equals(holder))
        .map(started -> started.path("rung").asText())
        .toList();
  }

  /** Whether the log knows nothing of a lock. */
  static boolean isNone(AgentLog log, Path lock) {
    return !log.text().contains(lock.toString());
  }
}
