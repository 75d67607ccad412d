package dev.unjam.engine.config;

/** What the start does about stale lock files in the session folders. */
public enum SweepPolicy {
  /** Removes them. */
  FIX,
  /**
   * Removes them, and believes the pids of this container: nobody else works in these folders,
   * which cannot be seen from here.
   */
  ALONE,
  /** Tells of them. */
  REPORT,
  /** Does not look. */
  OFF;

  /** Whether they are removed where the mode allows it. */
  public boolean fixes() {
    return this == FIX || this == ALONE;
  }
}
