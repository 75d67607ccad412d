package dev.unjam.engine;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives out the incidents' ids. */
final class IncidentIds {
  /** Goes on over a detachment: an id is never given out twice in one JVM. */
  private static final AtomicInteger LAST = new AtomicInteger();

  private final String prefix;

  IncidentIds(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Ids that no other run has: in a container every run has the same pid, and by its id an entry in
   * a transcript is known to have been written.
   */
  static IncidentIds ofThisRun() {
    long began =
        ProcessHandle.current().info().startInstant().orElseGet(Instant::now).toEpochMilli();
    String run = Long.toString(began / 100, Character.MAX_RADIX);
    return new IncidentIds("inc-" + Events.PID + "-" + run + "-");
  }

  String next() {
    return prefix + LAST.incrementAndGet();
  }
}
