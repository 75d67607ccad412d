package dev.unjam.engine.report;

/**
 * Takes events and brings them to whoever listens.
 *
 * <p>Called from the watchdog, from remedy threads and from the thread that starts the agent; an
 * implementation is safe for all of them, never throws and never blocks for longer than a write.
 */
public interface Journal {
  /** Records one event. */
  void publish(Event event);
}
