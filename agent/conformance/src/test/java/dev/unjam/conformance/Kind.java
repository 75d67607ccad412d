package dev.unjam.conformance;

/**
 * The ways to hold something, and of which of them the agent's record is compared: the table to
 * keep up to date.
 */
enum Kind {
  /** An exclusive lock that names its owner. */
  OWNED(true),
  /**
   * An exclusive synchronizer that never says who owns it. Recorded by the agent, but here anybody
   * gives back what others took, and whose it is then the model does not know; so it is with stamps
   * and permits.
   */
  UNNAMED(false),
  READ(true),
  STAMPED_READ(false),
  STAMPED_WRITE(false),
  PERMITS(false),
  FILE(true);

  /**
   * Whether such a hold must be on its thread's record for as long as it lasts, once. Where it need
   * not, nothing may be on record that nobody holds.
   */
  final boolean recorded;

  Kind(boolean recorded) {
    this.recorded = recorded;
  }
}
