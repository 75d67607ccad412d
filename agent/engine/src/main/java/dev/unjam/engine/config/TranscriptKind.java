package dev.unjam.engine.config;

/** The form of the error entry that a session's transcript gets. */
public enum TranscriptKind {
  OPENCLAW,
  GENERIC,
  NONE,
  /** A file of the user's: {@link Options#template()}. */
  TEMPLATE
}
