package dev.unjam.engine.track;

/** What kind of thing is held. */
public enum HoldKind {
  /** An exclusive lock of java.util.concurrent or one built on its synchronizers. */
  LOCK,
  /** A lock file. */
  LOCKFILE
}
