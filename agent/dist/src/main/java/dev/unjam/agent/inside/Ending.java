package dev.unjam.agent.inside;

import dev.unjam.bridge.Threads;

/**
 * Hears of it when the JVM ends, so that a host which ended before the agent had come to say that
 * it is there leaves a line in the log as well.
 *
 * <p>A shutdown hook, which every end of the JVM waits for: what is written then is written by a
 * daemon thread, and waited for no longer than three seconds, whatever the log's disk does.
 * Registered before {@code main}, for a host may be over within the next millisecond; that takes
 * some microseconds and no class of ours but this one.
 */
final class Ending extends Thread {
  private static final long BOUND_MILLIS = 3_000;

  private final RunningAgent agent;

  /** Whether it is the one that writes; of the same class, which is loaded by then. */
  private final boolean last;

  Ending(RunningAgent agent) {
    this(agent, "unjam-end", false);
  }

  private Ending(RunningAgent agent, String name, boolean last) {
    super(null, null, name, 0, false);
    this.agent = agent;
    this.last = last;
  }

  /** Begins to listen; too late where the JVM is ending already. */
  void arm() {
    try {
      Runtime.getRuntime().addShutdownHook(this);
    } catch (IllegalStateException | SecurityException e) {
      return; // nobody can be told any more, or nobody may
    }
  }

  /** Does not listen any more: the agent has left this JVM. */
  void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(this);
    } catch (IllegalStateException | SecurityException e) {
      return; // it is being told
    }
  }

  /** Throws nothing: a host's handler for that may want to end the JVM, and wait for this. */
  @Override
  public void run() {
    try {
      Threads.exemptCurrent();
      if (last) {
        agent.tellEnd();
      } else {
        tellAside();
      }
    } catch (Throwable e) {
      return; // the end comes first
    }
  }

  private void tellAside() {
    Thread t = new Ending(agent, "unjam-last-line", true);
    t.setDaemon(true);
    t.start();
    try {
      t.join(BOUND_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
