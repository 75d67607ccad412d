package dev.unjam.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** Gives out the incidents' ids. */
final class IncidentIds {
  /** Goes on over a detachment: an id is never given out twice in one JVM. */
  private static final AtomicInteger LAST = new AtomicInteger();

  private final String prefix;

  IncidentIds(String prefix) {
    this.prefix = prefix;
  }

  String next() {
    return prefix + LAST.incrementAndGet();
  }
}
