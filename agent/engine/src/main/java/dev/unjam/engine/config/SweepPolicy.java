package dev.unjam.engine.config;

/** What the start does about stale lock files in the session folders. */
public enum SweepPolicy {
  FIX,
  REPORT,
  OFF
}
