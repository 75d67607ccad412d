package dev.unjam.conformance;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Until when something has to happen that should happen at once. */
final class Deadline {
  private static final long PAUSE_NANOS = 20_000;

  private final long end;

  private Deadline(long seconds) {
    end = System.nanoTime() + seconds * 1_000_000_000L;
  }

  static Deadline ofSeconds(long seconds) {
    return new Deadline(seconds);
  }

  /** Waits until it is so. */
  void await(BooleanSupplier so, Supplier<String> complaint) {
    while (!so.getAsBoolean()) {
      pause(complaint);
    }
  }

  /** Lets others run, or fails if it is too late. */
  void pause(Supplier<String> complaint) {
    if (System.nanoTime() - end > 0) {
      throw new AssertionError(complaint.get());
    }
    LockSupport.parkNanos(this, PAUSE_NANOS);
  }
}
