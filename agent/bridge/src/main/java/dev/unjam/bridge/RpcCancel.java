package dev.unjam.bridge;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads which request a host gives up by a notification: MCP's {@code notifications/cancelled},
 * which forbids its answer, and LSP's {@code $/cancelRequest}.
 *
 * <p>ACP's {@code session/cancel} is none of these: the prompt has still to be answered.
 */
final class RpcCancel {
  private static final String OF_MCP = "notifications/cancelled";
  private static final String OF_LSP = "$/cancelRequest";

  private final byte[] text;
  private final int end;
  private int at;

  private RpcCancel(byte[] text, int offset, int length) {
    this.text = text;
    this.at = offset;
    this.end = offset + length;
  }

  /** Whether it is such a notification. */
  static boolean isOne(RpcFrame frame) {
    String method = frame.method();
    return frame.id() == null && (OF_MCP.equals(method) || OF_LSP.equals(method));
  }

  /**
   * The id as it stands there, quotes included, or null if nothing is given up.
   *
   * @param text has the frame's beginning
   */
  static @Nullable String idIn(RpcFrame frame, byte[] text, int offset, int length) {
    String method = frame.method();
    if (method == null || frame.id() != null) {
      return null;
    }
    String name = method.equals(OF_MCP) ? "requestId" : method.equals(OF_LSP) ? "id" : null;
    return name == null ? null : new RpcCancel(text, offset, length).find(name);
  }

  /** The value of this member of the params: an object at depth two. */
  private @Nullable String find(String name) {
    int depth = 0;
    String before = "";
    while (at < end) {
      byte b = text[at];
      if (b == '"') {
        String value = string();
        if (depth == 2 && before.equals(name)) {
          return '"' + value + '"';
        }
        before = value;
      } else if (depth == 2 && before.equals(name) && ByteSearch.isOfNumber(b)) {
        return number();
      } else {
        depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
        before = b == ':' || b == ' ' || b == '\t' ? before : "";
        at++;
      }
    }
    return null;
  }

  private String string() {
    int start = ++at;
    while (at < end && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    int stop = Math.min(at, end);
    at = stop + 1;
    return new String(text, start, stop - start, StandardCharsets.UTF_8);
  }

  private String number() {
    int start = at;
    at = ByteSearch.numberEnd(text, at, end);
    return new String(text, start, at - start, StandardCharsets.US_ASCII);
  }
}
