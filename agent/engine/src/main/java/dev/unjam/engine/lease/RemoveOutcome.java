package dev.unjam.engine.lease;

/** How the removal of a lock file ended. */
public sealed interface RemoveOutcome {
  /** It is gone, by us. */
  record Removed() implements RemoveOutcome {}

  /** Another lock file lies there than the one that was looked at; it was left, or put back. */
  record Changed() implements RemoveOutcome {}

  /** It was gone before we came. */
  record Gone() implements RemoveOutcome {}

  /**
   * It was not tried.
   *
   * @param why in plain words
   */
  record Refused(String why) implements RemoveOutcome {}

  /**
   * It was tried and did not work.
   *
   * @param why in plain words
   */
  record Failed(String why) implements RemoveOutcome {}
}
