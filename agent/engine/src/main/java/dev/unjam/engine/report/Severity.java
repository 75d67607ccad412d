package dev.unjam.engine.report;

/** How much an event matters to whoever is on call. */
public enum Severity {
  INFO,
  WARN,
  ERROR
}
