package dev.unjam.bridge;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Notes how often a thread holds each lock that one of its tasks left behind.
 *
 * <p>A thread's next task that locks such a lock silently re-enters it (which no hook sees), and
 * uses it from then on. It shows in the count alone: as long as that is the one that the ended task
 * left, nobody is inside. Kept in the upper half of the entry's own number, which locks with an
 * owner have no other use for, and with the hold's number in the lower, as it is set for no other.
 */
public final class HoldCounts {
  private static volatile @Nullable ToLongFunction<Object> reader;

  private HoldCounts() {}

  /**
   * Sets who reads how often a synchronizer is held: 0 if that cannot be known. Called on the
   * host's threads, where a task ended and something was left behind.
   */
  public static void reader(@Nullable ToLongFunction<Object> count) {
    reader = count;
  }

  /** How often a lock was held when the task of this hold ended; 0 if unknown. */
  public static long of(long seq, long extra) {
    return (int) extra == (int) seq ? extra >>> Integer.SIZE : 0;
  }

  /** A task begins or ends while something is held; on the record's thread. */
  static void note(ThreadRecord r) {
    ToLongFunction<Object> count = reader;
    for (int i = 0; count != null && i < r.depth(); i++) {
      Object lock = r.lockAt(i);
      long now = lock == null || lock == r.worker ? 0 : count.applyAsLong(lock);
      if (now != 0) {
        r.extraAt(i, now << Integer.SIZE | Integer.toUnsignedLong((int) r.seqAt(i)));
      }
    }
  }
}
