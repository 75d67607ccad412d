package dev.unjam.engine.lease;

/**
 * What came of a judged lock file that was to be cleared away.
 *
 * @param removed whether we removed it
 * @param left whether it is still there
 * @param why it was not we who removed it, in plain words; empty where it was
 */
record Removal(boolean removed, boolean left, String why) {
  /** Removes it if it is stale. */
  static Removal of(Judgement judgement, LockFileRemover remover) {
    return judgement.verdict() == Verdict.STALE
        ? of(remover.remove(judgement.file()))
        : notStale(judgement);
  }

  /** What is said of one that was not tried. */
  static Removal notStale(Judgement judgement) {
    return left("only stale locks are removed, and this one is " + judgement.verdict().label());
  }

  static Removal of(RemoveOutcome outcome) {
    boolean removed = outcome instanceof RemoveOutcome.Removed;
    boolean left = !removed && !(outcome instanceof RemoveOutcome.Gone);
    return new Removal(removed, left, outcome.why());
  }

  private static Removal left(String why) {
    return new Removal(false, true, why);
  }
}
