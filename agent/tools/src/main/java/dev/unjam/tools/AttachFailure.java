package dev.unjam.tools;

import dev.unjam.engine.report.Text;
import org.jspecify.annotations.Nullable;

/**
 * Puts an attach that failed into one sentence.
 *
 * <p>The causes are told by name and text: their types live in a module that may be missing here.
 */
final class AttachFailure {
  private static final int LONGEST = 300;

  private AttachFailure() {}

  static String sentence(long pid, Throwable failure) {
    Throwable cause = deepest(failure);
    String text = String.valueOf(cause.getMessage());
    String known = known(cause.getClass().getSimpleName(), text);
    String said =
        known == null ? Text.cap(cause.getClass().getSimpleName() + ": " + text, LONGEST) : known;
    return "JVM " + pid + " cannot be attached to: " + said;
  }

  private static Throwable deepest(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause.getCause() != null && depth < 20; depth++) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static @Nullable String known(String type, String text) {
    if (text.contains("No such process")) {
      return "there is no such process any more";
    }
    if (text.contains("not permitted") || text.contains("ermission denied")) {
      return "not permitted; run this as the same user, inside the same container";
    }
    if (text.contains("Dynamic agent loading is not enabled")) {
      return "it takes no agents at run time; start it with -XX:+EnableDynamicAgentLoading";
    }
    if (text.contains("No compatible attachment provider")) {
      return "this Java has no module jdk.attach, and the native way does not work here either";
    }
    return switch (type) {
      case "AttachNotSupportedException" ->
          "it does not answer; it may be stopped, or was started with -XX:+DisableAttachMechanism";
      case "AgentInitializationException" ->
          "the agent failed to start inside; the JVM's own standard error says why";
      case "AgentLoadException" -> "it cannot load the jar (" + Text.cap(text, LONGEST) + ")";
      default -> null;
    };
  }
}
