package dev.unjam.agent.inside;

/**
 * Waits until the host's {@code main} has begun.
 *
 * <p>What touches logging, JMX, JFR or {@code java.nio.file} before that can break a host that sets
 * up its own (a LogManager, a file system provider) first thing. The one exception is the sweep,
 * which has to come before {@code main}, and only where session folders were named.
 */
final class HostMain {
  private static final long POLL_MILLIS = 20;
  private static final int MOST_POLLS = 1500;

  private HostMain() {}

  /**
   * Returns when {@code main} runs, or the main thread has ended, or after thirty seconds: a JVM
   * that was started by other means than the launcher has no such frame.
   *
   * @param mainThread the thread that {@code premain} was called on
   */
  static void await(Thread mainThread) throws InterruptedException {
    for (int i = 0; i < MOST_POLLS && !hasBegun(mainThread); i++) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static boolean hasBegun(Thread mainThread) {
    if (!mainThread.isAlive()) {
      return true;
    }
    StackTraceElement[] stack = mainThread.getStackTrace();
    if (stack.length == 0) {
      return false;
    }
    String bottom = stack[stack.length - 1].getClassName();
    return !bottom.startsWith("sun.instrument.")
        && !bottom.startsWith("sun.launcher.")
        && !bottom.startsWith("jdk.internal.")
        && !bottom.startsWith("java.lang.");
  }
}
