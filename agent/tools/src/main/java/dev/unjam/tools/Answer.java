package dev.unjam.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the agent inside answered; fields that are not known here do no harm.
 *
 * @param text the object as it came
 * @param fields the same, taken apart
 */
record Answer(String text, Map<String, @Nullable Object> fields) {
  private static final JsonFactory JSON = JsonFactory.builder().build();

  /** Takes the text apart; an {@code error} in it is what went wrong inside. */
  static Answer parse(long pid, String text) throws NotPossibleException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        Answer answer = new Answer(text, object(parser));
        if (answer.fields.get("error") instanceof String error) {
          throw new NotPossibleException("JVM " + pid + ": " + error);
        }
        return answer;
      }
    } catch (JacksonException e) {
      throw new NotPossibleException(
          "the answer of JVM " + pid + " is not JSON; its agent may be of another version");
    }
    throw new NotPossibleException("the answer of JVM " + pid + " is not a JSON object");
  }

  /** A field as text; "?" where it is missing. */
  String field(String name) {
    return text(fields, name, "?");
  }

  /** The objects in a list; empty where it is missing. */
  List<Map<?, ?>> objects(String name) {
    return objects(fields.get(name));
  }

  /** The same of a field's value. */
  static List<Map<?, ?>> objects(@Nullable Object value) {
    List<Map<?, ?>> objects = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of()) {
      if (element instanceof Map<?, ?> object) {
        objects.add(object);
      }
    }
    return objects;
  }

  /** Incidents that have not ended. */
  List<Map<?, ?>> openIncidents() {
    return objects("incidents").stream()
        .filter(incident -> !"closed".equals(incident.get("state")))
        .toList();
  }

  /** Whether something is stuck that nothing helped. */
  boolean isUnhealthy() {
    return Boolean.TRUE.equals(fields.get("unhealthy"));
  }

  static String text(Map<?, ?> object, String name, String otherwise) {
    Object value = object.get(name);
    return value == null ? otherwise : value.toString();
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static List<@Nullable Object> array(JsonParser parser) {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }
}
