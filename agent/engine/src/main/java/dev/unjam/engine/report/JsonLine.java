package dev.unjam.engine.report;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON form of an event, the same in the log and in the webhook. */
public final class JsonLine {
  /** Raised only by a change that breaks readers; fields are otherwise only added. */
  public static final int SCHEMA = 1;

  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final Set<String> ENVELOPE =
      Set.of("schema", "ts", "event", "severity", "incident");

  private JsonLine() {}

  /**
   * The event as one object on one line, without a line feed.
   *
   * @param at when it happened
   */
  public static String of(Event event, Instant at) {
    StringWriter out = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeNumberProperty("schema", SCHEMA);
      json.writeStringProperty("ts", Stamp.of(at));
      json.writeStringProperty("event", event.name());
      json.writeStringProperty("severity", event.severity().name());
      json.writeName("incident");
      value(json, event.incident());
      for (Map.Entry<String, @Nullable Object> field : event.fields().entrySet()) {
        if (!ENVELOPE.contains(field.getKey())) {
          property(json, field.getKey(), field.getValue());
        }
      }
      json.writeEndObject();
    }
    return out.toString();
  }

  /** An object with these properties on one line; values as for {@link #value}. */
  public static String object(Map<String, ? extends @Nullable Object> properties) {
    StringWriter out = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      value(json, properties);
    }
    return out.toString();
  }

  /**
   * Writes null, a String, Number or Boolean, a Map or an Iterable of these; anything else as its
   * {@code toString}.
   */
  public static void value(JsonGenerator json, @Nullable Object value) {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      number(json, number);
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      map.forEach((key, inner) -> property(json, String.valueOf(key), inner));
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      list.forEach(inner -> value(json, inner));
      json.writeEndArray();
    } else {
      json.writeString(value.toString());
    }
  }

  private static void property(JsonGenerator json, String name, @Nullable Object value) {
    json.writeName(name);
    value(json, value);
  }

  private static void number(JsonGenerator json, Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      // JSON knows neither infinity nor NaN
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    } else if (number instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (number instanceof BigInteger integer) {
      json.writeNumber(integer);
    } else {
      json.writeNumber(number.longValue());
    }
  }
}
