package dev.unjam.engine.lease;

import java.util.Locale;

/** What is to be thought of a lock file. */
public enum Verdict {
  /** Its holder runs. */
  LIVE,
  /** Its holder runs, and is stuck as its JVM says, or has it for longer than it said it would. */
  STUCK,
  /** Its holder is gone for certain. */
  STALE,
  /** There is no way to know: the file is left alone. */
  UNKNOWN;

  /** Returns the word of reports and events, such as {@code stale}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
