package dev.unjam.benchmarks.calls;

import java.nio.charset.StandardCharsets;

/** What the server can be asked for. */
public enum Answer {
  /** A small JSON object. */
  SMALL(
      "application/json",
      "{\"model\":\"none\",\"choices\":[{\"text\":\"" + "a".repeat(60) + "\"}]}"),

  /** 1 MiB of JSON, its length told before: no stream. */
  LARGE("application/json", "[" + " ".repeat(1024 * 1024 - 2) + "]"),

  /** 1,000 events of a model's, each a chunk of its own. */
  EVENTS("text/event-stream", event().repeat(1000)),

  /** What the server says to whoever is traced: the length tells. */
  TRACED("text/plain", "traced"),

  /** And to whoever is not. */
  UNTRACED("text/plain", "not traced");

  private final String onWire;
  private final int length;

  Answer(String type, String body) {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n";
    length = body.length();
    onWire =
        type.contains("stream")
            ? head + "Transfer-Encoding: chunked\r\n\r\n" + chunks(body)
            : head + "Content-Length: " + length + "\r\n\r\n" + body;
  }

  private static String event() {
    return "data: {\"type\":\"delta\",\"text\":\"" + "a".repeat(40) + "\"}\n\n";
  }

  private static String chunks(String body) {
    StringBuilder out = new StringBuilder();
    int size = event().length();
    for (int at = 0; at < body.length(); at += size) {
      out.append(Integer.toHexString(size)).append("\r\n");
      out.append(body, at, at + size).append("\r\n");
    }
    return out.append("0\r\n\r\n").toString();
  }

  /** As it goes over the wire. */
  byte[] onWire() {
    return onWire.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** How many bytes its body has. */
  int length() {
    return length;
  }

  /** Whether it is read as a stream. */
  boolean isStreamed() {
    return this == LARGE || this == EVENTS;
  }
}
