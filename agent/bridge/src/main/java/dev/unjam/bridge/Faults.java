package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Counts what woven code had to swallow so that the host never sees it.
 *
 * <p>A count above zero is a defect of ours. The counter is written without a lock from any thread
 * and may lose a step under a race; it never goes back to zero.
 */
public final class Faults {
  /** How many errors were swallowed; written by woven byte code as well. */
  public static volatile long suppressed;

  private static volatile @Nullable String last;

  private Faults() {}

  /** Swallows an error out of woven code; called by the exception handler of every advice. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public static void suppress(Throwable error) {
    suppressed = suppressed + 1;
    StackTraceElement[] stack = error.getStackTrace();
    last = error + (stack.length == 0 ? "" : " at " + stack[0]);
  }

  /** The last error that was swallowed and where it came from, or null. */
  public static @Nullable String last() {
    return last;
  }
}
