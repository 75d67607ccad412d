package dev.unjam.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's entry into the agent.
 *
 * <p>It is verified before the bridge is there, and a Throwable out of {@code premain} ends the JVM
 * (exit status 134): it names no other type of the agent in a signature, a cast or a field, and one
 * catch holds everything.
 */
public final class UnjamAgent {
  private UnjamAgent() {}

  /** Called by the JVM before {@code main}, on the main thread. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, false);
  }

  /** Called by the JVM when somebody attaches, on the attach listener's thread. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, true);
  }

  private static void start(
      @Nullable String arguments, Instrumentation instrumentation, boolean attached) {
    try {
      Startup.start(arguments, instrumentation, attached);
    } catch (Throwable t) {
      System.err.println("unjam: not started, the host runs without it: " + plain(t));
    }
  }

  /** One line, whatever it is. */
  private static String plain(Throwable t) {
    Throwable cause = t;
    while (cause instanceof java.lang.reflect.InvocationTargetException
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean ours = cause.getClass().getName().startsWith("dev.unjam.");
    String text = ours ? String.valueOf(cause.getMessage()) : cause.toString();
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}
