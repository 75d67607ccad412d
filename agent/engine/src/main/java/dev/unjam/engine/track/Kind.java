package dev.unjam.engine.track;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

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

  /**
   * The same of an entry with its kind's own number.
   *
   * @param extra permits, a stamp, and so on; means nothing where the kind has none
   */
  default boolean agrees(Object held, Thread holder, long extra) {
    return agrees(held, holder);
  }

  /** What there is to tell of an entry besides its name, or null. */
  default @Nullable String detail(long extra) {
    return null;
  }

  /** Whether another thread than the one that took it may give it back. */
  default boolean mayBeHandedOver() {
    return false;
  }

  /** What has the queue; the same object for all holds that are waited for in one queue. */
  default Object queueOf(Object held) {
    return held;
  }

  /** How many threads wait for it: walks the queue, so ask {@link Kinds#queueLength}. */
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
