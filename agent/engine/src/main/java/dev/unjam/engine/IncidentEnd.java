package dev.unjam.engine;

import dev.unjam.engine.ladder.Outcome;
import dev.unjam.engine.report.Ages;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Severity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events that tell how an incident ended: it is closed once, and where that was said
 * before its end, what that was after all is told by an update.
 *
 * @param verdict as at its beginning
 * @param holders how many threads it was about
 * @param openMillis for how long it was open, in milliseconds
 */
record IncidentEnd(String id, String verdict, int holders, long openMillis) {
  static IncidentEnd of(Incident i, long now) {
    return new IncidentEnd(i.id, i.first.verdict().label(), i.cases.size(), i.since.millis(now));
  }

  Event closed(Outcome o) {
    return event("incident.closed", "closed", o, null);
  }

  /** Of one that something else puts an end to, such as the JVM's own. */
  Event cutOff(String why) {
    return event("incident.closed", "closed", Outcome.ABANDONED, why);
  }

  /** Of one that was told to be cut off, and then ended nevertheless. */
  Event afterAll(Outcome o) {
    return event("incident.updated", "ended after all", o, null);
  }

  private Event event(String name, String verb, Outcome o, @Nullable String why) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("outcome", o.label());
    fields.put("verdict", verdict);
    fields.put("holders", holders);
    fields.put("open_ms", openMillis);
    if (why != null) {
      fields.put("why", why);
    }
    StringBuilder human = new StringBuilder(verb).append(" outcome=").append(o.label());
    human.append(" holders=").append(holders);
    human.append(" open=").append(Ages.format(Duration.ofMillis(openMillis)));
    if (why != null) {
      human.append(": ").append(why);
    }
    return new Event(name, Severity.INFO, id, fields, human.toString());
  }
}
