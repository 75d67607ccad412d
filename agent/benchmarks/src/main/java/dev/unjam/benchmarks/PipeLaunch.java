package dev.unjam.benchmarks;

import java.util.List;

/**
 * What was measured with the same processes.
 *
 * @param cold the first that ever passed
 * @param warm short windows, once the just-in-time compilers had done their work; or none
 */
record PipeLaunch(PipeRound cold, List<PipeRound> warm) {
  /** Copies the list. */
  PipeLaunch {
    warm = List.copyOf(warm);
  }
}
