package dev.unjam.engine.lease;

import java.util.Map;

/**
 * How often each entry was put off: nine times behind others that get on, for a disk that is slow,
 * and three times behind one that hangs; whoever waits for the lock does not wait for ever. Safe
 * for any thread.
 */
final class PutOffs {
  private static final int MOST = 9;

  private final Map<String, Integer> counts = Remembered.map();

  /** Takes one more into account; whether the entry may wait for another try. */
  boolean mayWait(String key, TranscriptOutcome.PutOff once) {
    return counts.merge(key, once.moving() ? 1 : MOST / 3, Integer::sum) <= MOST;
  }
}
