package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Tee;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a child is at a tool for a request: then what its tree burns may be for that one's
 * sake, whoever else is served meanwhile.
 *
 * <p>A request for a tool is one; an agent's session is at one from the frame that says so to the
 * next that says something else.
 */
final class ToolCalls {
  private static final String OF_A_SERVER = "tools/call";
  private static final Pattern BEGUN =
      Pattern.compile("\"sessionUpdate\"\\s*:\\s*\"tool_call(?:_update)?\"");
  private static final Pattern ENDED =
      Pattern.compile("\"status\"\\s*:\\s*\"(?:completed|failed)\"");

  private ToolCalls() {}

  /** Whether the request asks for nothing but a tool, which the child itself may be. */
  static boolean isServed(ChildCall call) {
    return OF_A_SERVER.equals(call.method());
  }

  /**
   * Whether it is at one.
   *
   * @param tee what the child has said for the call since its last progress, that included
   */
  static boolean isAtOne(ChildCall call, @Nullable Tee tee) {
    if (isServed(call) || tee == null) {
      return isServed(call);
    }
    String last = new String(tee.copy(), UTF_8);
    return BEGUN.matcher(last).find() && !ENDED.matcher(last).find();
  }
}
