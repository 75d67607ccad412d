package dev.unjam.engine.config;

/** What may be released by force, once nothing gentler helped. */
public enum ReleasePolicy {
  NONE,
  /** Lock files, file locks and the user's lease classes. */
  LEASES,
  /** Leases, and {@code java.util.concurrent} locks of a live owner as well. */
  ALL
}
