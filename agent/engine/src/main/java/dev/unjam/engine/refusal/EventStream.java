package dev.unjam.engine.refusal;

import java.util.Map;
import java.util.Set;

/**
 * Finds the error events of a stream of server-sent events, which may begin and end anywhere.
 *
 * <p>Whatever a model says arrives inside the JSON of a chunk; an error is a member of the chunk
 * itself, or a whole event of its own.
 */
final class EventStream {
  private static final Set<String> ERROR_EVENTS = Set.of("error", "exception", "response.error");

  private final Evidence evidence;
  private final StringBuilder data = new StringBuilder();
  private String event = "";

  EventStream(Evidence evidence) {
    this.evidence = evidence;
  }

  static boolean looksLikeOne(String body) {
    return body.startsWith("data:")
        || body.startsWith("event:")
        || body.startsWith(": ")
        || body.startsWith(":\n")
        || body.startsWith("id:")
        || body.startsWith("retry:");
  }

  void read(String body) {
    body.lines().forEach(this::line);
    dispatch();
  }

  private void line(String line) {
    if (line.isEmpty()) {
      dispatch();
    } else if (line.startsWith("event:")) {
      dispatchIfPending();
      event = line.substring("event:".length()).trim();
    } else if (line.startsWith("data:")) {
      data.append(line, "data:".length(), line.length()).append('\n');
    } else if (line.startsWith("{")) {
      // some servers drop the framing for the error that ends the stream
      dispatchIfPending();
      data.append(line);
      dispatch();
    }
  }

  private void dispatchIfPending() {
    if (data.length() > 0) {
      dispatch();
    }
  }

  private void dispatch() {
    String text = data.toString().trim();
    boolean error = ERROR_EVENTS.contains(event);
    data.setLength(0);
    event = "";
    if (text.startsWith("{")) {
      Json json = Json.read(text, 0);
      if (json != null && !json.endsInside(text) && json.root() instanceof Map<?, ?> map) {
        object(map, error);
      }
    } else if (error && !text.isEmpty()) {
      evidence.failed();
      evidence.text(text);
    }
  }

  private void object(Map<?, ?> map, boolean error) {
    if (!Reading.claim(map, evidence) && error) {
      evidence.failed();
      new ErrorObject(evidence).read(map);
    }
  }
}
