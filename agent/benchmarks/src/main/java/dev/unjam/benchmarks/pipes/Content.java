package dev.unjam.benchmarks.pipes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What goes through a pipe, about a megabyte at a time. */
enum Content {
  NONE,
  /** Bytes in no pattern. */
  BYTES,
  /** Lines of a log, in no protocol. */
  LOG,
  /** MCP's notifications of progress, about 100 bytes each. */
  SMALL_FRAMES,
  /** ACP's updates with the result of a tool, about 10 KB each. */
  LARGE_FRAMES,
  /** LSP's diagnostics behind a {@code Content-Length}, about a kilobyte each. */
  FRAMES_BY_LENGTH,
  /** An answer to each request that comes. */
  ANSWERS;

  private static final int ABOUT = 1 << 20;

  /** Whether it is JSON-RPC. */
  boolean isRpc() {
    return compareTo(SMALL_FRAMES) >= 0;
  }

  /** The block that is sent again and again; empty where nothing is. */
  byte[] block() {
    return switch (this) {
      case NONE, ANSWERS -> new byte[0];
      case BYTES -> bytes();
      case LOG ->
          frames("2026-01-01T00:00:00Z INFO worker: looked at %06d files, {} in all, so far");
      case SMALL_FRAMES ->
          frames(
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                  + "{\"progressToken\":1,\"progress\":1%05d}}");
      case LARGE_FRAMES -> frames(update());
      case FRAMES_BY_LENGTH -> framesByLength();
    };
  }

  private static byte[] bytes() {
    byte[] block = new byte[ABOUT];
    long seed = 42;
    for (int i = 0; i < block.length; i++) {
      seed = seed * 6364136223846793005L + 1442695040888963407L;
      block[i] = (byte) (seed >>> 56);
    }
    return block;
  }

  private static byte[] frames(String format) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; block.size() < ABOUT; i++) {
      block.writeBytes(frame(format, i));
      block.write('\n');
    }
    return block.toByteArray();
  }

  /**
   * Puts the number in. Not by {@code String.format}: on 17 it parses by a regular expression, at
   * which the one optimizing compiler of two processors was for half a second and more, while what
   * is measured waited for it.
   */
  private static byte[] frame(String format, int number) {
    int from = format.indexOf('%');
    int to = format.indexOf('d', from);
    int width = to - from > 1 ? Integer.parseInt(format.substring(from + 1, to)) : 1;
    String digits = Integer.toString(number);
    String padded = "0".repeat(Math.max(0, width - digits.length())) + digits;
    return (format.substring(0, from) + padded + format.substring(to + 1))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String update() {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"sess-1\","
        + "\"update\":{\"sessionUpdate\":\"tool_call_update\",\"toolCallId\":\"call_%06d\",\"content\":"
        + "[{\"type\":\"content\",\"content\":{\"type\":\"text\",\"text\":\""
        + "    private final String name = \\\"a line of a source file\\\";\\n".repeat(160)
        + "\"}}]}}}";
  }

  private static byte[] framesByLength() {
    String body =
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",\"params\":{\"uri\":"
            + "\"file:///a/b/c%06d.java\",\"diagnostics\":["
            + "{\"range\":{\"start\":{\"line\":12,\"character\":4}},\"message\":\"unused\"},"
                .repeat(12)
            + "{}]}}";
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; block.size() < ABOUT; i++) {
      byte[] frame = frame(body, i);
      block.writeBytes(frame("Content-Length: %d\r\n\r\n", frame.length));
      block.writeBytes(frame);
    }
    return block.toByteArray();
  }
}
