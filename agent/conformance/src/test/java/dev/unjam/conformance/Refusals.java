package dev.unjam.conformance;

import org.jspecify.annotations.Nullable;

/** How often a lock's own code is to refuse the calling thread, the last time with an exception. */
final class Refusals {
  private final ThreadLocal<@Nullable Integer> left = new ThreadLocal<>();

  void set(int attempts) {
    left.set(attempts);
  }

  /** Whether this attempt fails. */
  boolean refuses() {
    Integer still = left.get();
    if (still == null) {
      return false;
    }
    if (still > 1) {
      left.set(still - 1);
      return true;
    }
    left.remove();
    throw new IllegalStateException("not today");
  }
}
