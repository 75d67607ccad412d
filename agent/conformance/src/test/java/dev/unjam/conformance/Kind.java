package dev.unjam.conformance;

/**
 * The ways to hold something, and which of them the agent records: the table to keep up to date.
 */
enum Kind {
  /** An exclusive lock that names its owner. */
  OWNED(true),
  /** An exclusive synchronizer that never says who owns it. */
  UNNAMED(false),
  READ(false),
  STAMPED_READ(false),
  STAMPED_WRITE(false),
  PERMITS(false),
  FILE(false);

  /** Whether such a hold is on its thread's record for as long as it lasts, once. */
  final boolean recorded;

  Kind(boolean recorded) {
    this.recorded = recorded;
  }
}
