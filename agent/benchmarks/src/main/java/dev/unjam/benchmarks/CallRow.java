package dev.unjam.benchmarks;

import dev.unjam.benchmarks.calls.Answer;

/**
 * One kind of call that is measured.
 *
 * @param label what the table calls it
 * @param held whether the caller holds a lock meanwhile
 * @param share how many of the usual number of calls fit into a window: a large answer takes long
 */
record CallRow(String label, Answer answer, boolean held, double share) {
  int calls(int usual) {
    return Math.max(1, (int) (usual * share));
  }

  /** The question to a {@link dev.unjam.benchmarks.calls.Caller}. */
  Object[] question(int usual) {
    return new Object[] {held ? "held" : "free", answer, calls(usual)};
  }
}
