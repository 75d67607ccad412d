package dev.unjam.conformance;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
sealed interface Outcome {
  /** Nothing came back. */
  Outcome VOID = new Returned(null);

  /** It returned normally. */
  record Returned(@Nullable Object value) implements Outcome {}

  /**
   * It threw.
   *
   * @param plain neither a cause nor anything suppressed came with it
   */
  record Threw(String type, @Nullable String message, boolean plain) implements Outcome {}

  static Outcome returned(Object value) {
    return new Returned(value);
  }

  static Outcome threw(Class<? extends Throwable> type, @Nullable String message) {
    return new Threw(type.getName(), message, true);
  }

  static Outcome interrupted() {
    return threw(InterruptedException.class, null);
  }

  /** Makes the call, on this thread. */
  static Outcome of(Callable<?> call) {
    try {
      return new Returned(call.call());
    } catch (Throwable e) {
      boolean plain = e.getCause() == null && e.getSuppressed().length == 0;
      return new Threw(e.getClass().getName(), e.getMessage(), plain);
    }
  }
}
