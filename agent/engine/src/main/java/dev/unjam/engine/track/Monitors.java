package dev.unjam.engine.track;

import java.util.Collection;
import java.util.List;

/**
 * What the JVM tells of {@code synchronized}; of platform threads alone, it knows no other's.
 *
 * <p>Never before {@code main}: it wakes JMX up.
 */
public interface Monitors {
  /** Knows of no monitor. */
  Monitors NONE =
      new Monitors() {
        @Override
        public List<Blocked> blocked(Collection<Long> threadIds) {
          return List.of();
        }

        @Override
        public List<Held> held(Collection<Long> threadIds) {
          return List.of();
        }

        @Override
        public List<Long> deadlocked() {
          return List.of();
        }
      };

  /**
   * This JVM's, or {@link #NONE} where it is without JMX.
   *
   * <p>Stands here, as the class that asks JMX cannot even be loaded without it.
   */
  static Monitors ofThisJvm() {
    boolean jmx = ModuleLayer.boot().findModule("java.management").isPresent();
    return jmx ? new JvmMonitors() : NONE;
  }

  /** How often this thread has begun to wait or to sleep; always -1 where nobody knows. */
  default long waits(long threadId) {
    return -1;
  }

  /**
   * A thread that wants to enter a monitor.
   *
   * @param monitor its object's class and identity
   * @param identity the same identity, as a number
   * @param ownerId the thread that is inside, or -1
   */
  record Blocked(
      long threadId, String thread, String monitor, long identity, long ownerId, String owner) {}

  /**
   * A monitor that a thread is inside of.
   *
   * @param monitor its object's class and identity
   * @param site where it was entered
   * @param blocked the threads that want to enter
   */
  record Held(long threadId, String monitor, String site, List<Blocked> blocked) {}

  /** Those of these threads that are blocked at a monitor: cheap, stops nobody. */
  List<Blocked> blocked(Collection<Long> threadIds);

  /**
   * The host's monitors that these threads are inside of. Stops the JVM for as long as it takes to
   * walk their stacks, and looks at each platform thread: once for each incident.
   */
  List<Held> held(Collection<Long> threadIds);

  /** The threads that block each other in a circle of monitors. Stops the JVM for a moment. */
  List<Long> deadlocked();
}
