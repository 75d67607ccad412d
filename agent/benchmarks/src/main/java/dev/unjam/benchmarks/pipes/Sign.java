package dev.unjam.benchmarks.pipes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The line by which a host tells its child to begin: a prompt, where both speak JSON-RPC.
 *
 * @param id the number of the prompt, none twice
 * @param megabytes how much is to pass in each direction that is measured
 */
record Sign(long id, int megabytes) {
  private static final String BY_RPC =
      "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"session/prompt\",\"params\":{\"sessionId\":\"sess-1\","
          + "\"megabytes\":%d}}\n";
  private static final String PLAIN = "\"id\":%d,\"megabytes\":%d\n";
  private static final String ANSWER =
      "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{\"stopReason\":\"end_turn\"}}\n";
  private static final byte[] EMPTY = {'\n'};

  byte[] line(boolean rpc) {
    return ascii((rpc ? BY_RPC : PLAIN).formatted(id, megabytes));
  }

  /** The child's last word: the answer to the prompt, or an empty line. */
  byte[] answer(Shape shape) {
    if (!shape.isRpc()) {
      return EMPTY;
    }
    String answer = ANSWER.formatted(id);
    return ascii(shape.isByLength() ? header(answer.length()) + answer : answer);
  }

  /** Reads what {@link #answer} gives. */
  void awaitAnswer(Shape shape, InputStream in) throws IOException {
    for (int lines = shape.isByLength() ? 3 : 1; lines > 0; lines--) {
      if (line(in) == null) {
        throw new EOFException("the child has ended");
      }
    }
  }

  /** The next one, or null at the end. */
  static @Nullable Sign read(InputStream in) throws IOException {
    String line = line(in);
    return line == null
        ? null
        : new Sign(number(line, "\"id\":"), (int) number(line, "\"megabytes\":"));
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.append((char) b);
    }
    return line.toString();
  }

  private static long number(String line, String name) {
    int from = line.indexOf(name) + name.length();
    int to = from;
    while (to < line.length() && Character.isDigit(line.charAt(to))) {
      to++;
    }
    return Long.parseLong(line.substring(from, to));
  }

  private static String header(int length) {
    return "Content-Length: %d\r\n\r\n".formatted(length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
