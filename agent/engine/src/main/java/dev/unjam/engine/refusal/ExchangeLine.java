package dev.unjam.engine.refusal;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of the verb's input.
 *
 * @param id the line's id as it stood there, in JSON; null where it had none
 * @param exchange what it describes
 */
record ExchangeLine(@Nullable String id, Exchange exchange) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * Reads one line.
   *
   * @throws NoExchangeException if it is no exchange; the message says why
   */
  static ExchangeLine read(String line) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
      return read(new Fields(parser));
    }
  }

  private static ExchangeLine read(Fields fields) {
    try {
      fields.read();
      return fields.build();
    } catch (JacksonException e) {
      String why = "no JSON object: " + Clean.message(e.getOriginalMessage());
      throw new NoExchangeException(fields.id, why, e);
    } catch (IllegalArgumentException e) {
      throw new NoExchangeException(fields.id, String.valueOf(e.getMessage()), e);
    }
  }

  private static final class Fields {
    private final JsonParser parser;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable String id;
    private @Nullable String transport;
    private @Nullable String provider;
    private String body = "";
    private int status;

    Fields(JsonParser parser) {
      this.parser = parser;
    }

    void read() {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException(
            "a JSON object is wanted, with id, transport, status, headers and body");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
          case "id" -> id = token == JsonToken.VALUE_NULL ? null : json();
          case "transport" -> transport = string(token);
          case "provider" -> provider = string(token);
          case "status" -> status = status(token);
          case "headers" -> headers(token);
          case "body" -> body = body(token);
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("one JSON object a line is wanted, but more follows");
      }
    }

    private @Nullable String string(JsonToken token) {
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        parser.skipChildren();
        return null;
      }
      return token == JsonToken.VALUE_NULL ? null : parser.getString();
    }

    private int status(JsonToken token) {
      String text = string(token);
      if (text == null) {
        return 0;
      }
      Integer number = Numbers.small(text);
      if (number == null || number > 999) {
        throw new IllegalArgumentException(
            "status \""
                + Clean.message(text)
                + "\" is no HTTP status; a number from 0 to 999 or null is wanted");
      }
      return number;
    }

    private void headers(JsonToken token) {
      if (token != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        String text = value == JsonToken.START_ARRAY ? firstOf() : string(value);
        if (text != null) {
          headers.put(name, text);
        }
      }
    }

    private @Nullable String firstOf() {
      String first = null;
      for (JsonToken token = parser.nextToken();
          token != null && token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        String text = string(token);
        first = first == null ? text : first;
      }
      return first;
    }

    private String body(JsonToken token) {
      if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        return json();
      }
      return token == JsonToken.VALUE_NULL ? "" : parser.getString();
    }

    private String json() {
      StringWriter out = new StringWriter();
      try (JsonGenerator copy = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
        copy.copyCurrentStructure(parser);
      }
      return out.toString();
    }

    ExchangeLine build() {
      if (transport == null) {
        throw new IllegalArgumentException(
            "transport is missing; one of http, sse, stdio, grpc is wanted");
      }
      return new ExchangeLine(
          id, new Exchange(Transport.from(transport), provider, status, headers, body));
    }
  }
}
