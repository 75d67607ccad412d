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

  /**
   * Records one event, and says whether it is where it can be read. Whoever may lose one without
   * saying so to the caller answers for himself.
   */
  default boolean record(Event event) {
    publish(event);
    return true;
  }
}
