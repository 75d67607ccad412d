package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the error that a stream of server-sent events ends with; it may begin and end anywhere.
 *
 * <p>Whatever a model says arrives inside the JSON of a chunk; an error is a member of the chunk
 * itself, or a whole event of its own. A stream that goes on after it got over it: by another
 * provider behind the same gateway, or with the answer to another request.
 */
final class EventStream {
  private static final Set<String> ERROR_EVENTS = Set.of("error", "exception", "response.error");

  private final Evidence evidence;
  private final StringBuilder data = new StringBuilder();
  private final List<Refused> errors = new ArrayList<>();
  private String event = "";

  EventStream(Evidence evidence) {
    this.evidence = evidence;
  }

  /** One that nothing of the model's has followed so far. */
  private record Refused(String text, @Nullable Map<?, ?> json) {}

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
    for (Refused error : errors) {
      Map<?, ?> json = error.json;
      if (json == null) {
        evidence.failed();
        evidence.text(error.text);
      } else if (!Reading.claim(json, evidence)) {
        evidence.failed();
        new ErrorObject(evidence).read(json);
      }
    }
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
      errors.clear();
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
      errors.add(new Refused(text, null));
    }
  }

  private void object(Map<?, ?> map, boolean error) {
    if (error || ErrorShape.find(map) != null) {
      errors.add(new Refused("", map));
    } else if (Progress.isIn(map)) {
      errors.clear();
    }
  }
}
