package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads the JSON value at the start of a text as far as it goes: what stood before a cut counts.
 *
 * <p>Objects become Map, arrays List, numbers and literals their own text, null null. Single quotes
 * are taken too, because Python clients print an error's body that way.
 */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  private final JsonParser parser;
  private @Nullable Object root;
  private boolean complete;
  private int end;

  private Json(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads the value that begins at {@code from}; null where nothing could be read. */
  static @Nullable Json read(String text, int from) {
    String rest = from == 0 ? text : text.substring(from);
    String closed = closeOpenString(rest);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), closed)) {
      Json json = new Json(parser);
      json.readRoot();
      json.end = json.complete ? from + json.end : text.length();
      return json.root == null ? null : json;
    }
  }

  /** The value: Map, List or String. */
  Object root() {
    return Objects.requireNonNull(root);
  }

  /** Whether the value was read up to its own end, without a cut or an error. */
  boolean complete() {
    return complete;
  }

  /** Index in the text behind the value; the text's length where it is not complete. */
  int end() {
    return end;
  }

  /**
   * Whether the text goes on as if the value were a part of something whose beginning is cut off.
   */
  boolean endsInside(String text) {
    int next = end;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return complete && next < text.length() && "}],\"\\".indexOf(text.charAt(next)) >= 0;
  }

  private void readRoot() {
    try {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        root = map;
        readObject(map);
      } else if (token == JsonToken.START_ARRAY) {
        List<@Nullable Object> list = new ArrayList<>();
        root = list;
        readArray(list);
      } else if (token == JsonToken.VALUE_STRING) {
        root = parser.getString();
      } else {
        return;
      }
      end = (int) parser.currentLocation().getCharOffset();
      complete = true;
    } catch (JacksonException cut) {
      complete = false;
    }
  }

  private void readObject(Map<String, @Nullable Object> into) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        into.put(name, map);
        readObject(map);
      } else if (token == JsonToken.START_ARRAY) {
        List<@Nullable Object> list = new ArrayList<>();
        into.put(name, list);
        readArray(list);
      } else {
        into.put(name, scalar(token));
      }
    }
  }

  private void readArray(List<@Nullable Object> into) {
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        into.add(map);
        readObject(map);
      } else if (token == JsonToken.START_ARRAY) {
        List<@Nullable Object> list = new ArrayList<>();
        into.add(list);
        readArray(list);
      } else {
        into.add(scalar(token));
      }
    }
  }

  private @Nullable String scalar(@Nullable JsonToken token) {
    return token == null || token == JsonToken.VALUE_NULL ? null : parser.getString();
  }

  /** Ends a string that the cut left open, so that its beginning is not lost. */
  private static String closeOpenString(String text) {
    char quote = 0;
    int depth = 0;
    int escape = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          escape = i;
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth <= 0) {
        return text;
      }
    }
    return quote == 0 ? text : withoutHalfEscape(text, escape) + quote;
  }

  private static String withoutHalfEscape(String text, int escape) {
    if (escape < 0) {
      return text;
    }
    boolean unicode = escape + 1 < text.length() && text.charAt(escape + 1) == 'u';
    boolean half = escape + (unicode ? 6 : 2) > text.length();
    return half ? text.substring(0, escape) : text;
  }
}
