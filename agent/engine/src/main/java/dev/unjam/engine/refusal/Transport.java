package dev.unjam.engine.refusal;

import java.util.Locale;

/** How an exchange with a provider travelled. */
public enum Transport {
  /** A response with one body. */
  HTTP,
  /** A response whose body is a stream of server-sent events. */
  SSE,
  /** What a child process wrote, mostly JSON lines; log lines among them. */
  STDIO,
  /** A gRPC status; its name and description stand in the body, or in the trailers as headers. */
  GRPC;

  /**
   * The transport with this label, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message names the valid labels
   */
  public static Transport from(String label) {
    try {
      return valueOf(label.trim().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "transport \"" + Clean.message(label) + "\" is not one of http, sse, stdio, grpc", e);
    }
  }
}
