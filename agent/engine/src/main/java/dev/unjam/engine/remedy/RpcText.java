package dev.unjam.engine.remedy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.unjam.bridge.ChildCall;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON-RPC frames that end a request: to the child, and to the host in its stead.
 *
 * <p>Ids and sessions are written as they stood in the request, escapes included.
 */
final class RpcText {
  /** So much goes into a pipe at once or not at all: PIPE_BUF. */
  static final int MOST = 4096;

  private static final int LONGEST_MESSAGE = 1024;

  /** JSON-RPC's "internal error", which agents use for whatever their provider says. */
  private static final int CODE = -32603;

  private RpcText() {}

  /**
   * The notification that asks for the request's end, or null if its protocol has none: ACP's for a
   * prompt, MCP's for whatever is not its handshake, LSP's for what stands behind a length.
   */
  static byte @Nullable [] cancel(ChildCall call, String why) {
    String client = call.call().client;
    String session = call.session();
    String frame = null;
    if (client.equals("acp") && session != null && "session/prompt".equals(call.method())) {
      frame = notification("session/cancel", "\"sessionId\":\"" + session + "\"");
    } else if (client.equals("mcp")) {
      String reason = "\"reason\":\"" + escaped(why) + "\"";
      frame = notification("notifications/cancelled", "\"requestId\":" + call.id() + "," + reason);
    } else if (call.child().readsByLength()) {
      frame = notification("$/cancelRequest", "\"id\":" + call.id());
    }
    return frame == null ? null : framed(frame, call.child().readsByLength());
  }

  private static String notification(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
  }

  /** The error that answers the request. */
  static byte[] error(ChildCall call, String message) {
    String text =
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + call.id()
            + ",\"error\":{\"code\":"
            + CODE
            + ",\"message\":\""
            + escaped(message)
            + "\"}}";
    return framed(text, call.child().writesByLength());
  }

  private static byte[] framed(String text, boolean byLength) {
    int length = text.getBytes(UTF_8).length;
    String framed = byLength ? "Content-Length: " + length + "\r\n\r\n" + text : text + "\n";
    return framed.getBytes(UTF_8);
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST_MESSAGE); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
