package dev.unjam.engine.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as it goes to every sink.
 *
 * @param name the event's name in the contract, such as {@code incident.opened}
 * @param severity how much it matters
 * @param incident the incident's id, or null where the event belongs to none
 * @param fields the event's own fields in the order in which they are written; values are String,
 *     Number, Boolean, null, or a List or Map of these; never a secret
 * @param human the same in one line for a person, without time, severity or incident
 */
public record Event(
    String name,
    Severity severity,
    @Nullable String incident,
    Map<String, @Nullable Object> fields,
    String human) {

  /** Copies the fields, so that an event never changes once it was made. */
  public Event {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
