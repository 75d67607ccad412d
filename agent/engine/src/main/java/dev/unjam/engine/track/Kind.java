package dev.unjam.engine.track;

import java.util.Collection;

/**
 * What the tracker asks of a held thing, one implementation for each kind of lock.
 *
 * <p>Called by the watchdog, and by whoever asks for the status; never blocks, and answers for a
 * moment that may be over.
 */
interface Kind {
  /** What it is called in the log. */
  HoldKind kind();

  /** Whether the thing itself agrees that this thread holds it; true where it cannot be told. */
  boolean agrees(Object held, Thread holder);

  /** How many threads wait for it: cheap, asked of every hold that is old enough. */
  int queueLength(Object held);

  /**
   * The threads that wait for it, virtual ones included; asked where somebody needs their names.
   */
  Collection<Thread> queued(Object held);

  /**
   * Whether each waiter needs every holder to let go. With a Semaphore one holder of many is
   * enough, and a circle through it is no deadlock.
   */
  default boolean needsEveryHolder() {
    return true;
  }
}
