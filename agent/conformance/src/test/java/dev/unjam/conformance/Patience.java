package dev.unjam.conformance;

/** How long an acquisition waits, and what ends the wait besides. */
enum Patience {
  /** {@code tryLock()}: does not even look at the queue. */
  NONE,
  /** Until it has it, whatever happens. */
  STUBBORN,
  /** Until it has it, or is interrupted. */
  INTERRUPTIBLE,
  /** With a time that has passed already. */
  ZERO,
  /** With a time that passes. */
  SHORT,
  /** With a time that does not pass here. */
  LONG;

  boolean seesInterrupt() {
    return this != NONE && this != STUBBORN;
  }

  boolean timesOut() {
    return this == ZERO || this == SHORT;
  }

  /** The time, for the calls that take one. */
  long nanos() {
    return switch (this) {
      case SHORT -> 100_000;
      case LONG -> 3_600_000_000_000L;
      default -> 0;
    };
  }
}
