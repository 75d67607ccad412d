package dev.unjam.bridge;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes down where holds were acquired, as far as that costs the host nothing to speak of.
 *
 * <p>A stack costs microseconds, a lock nanoseconds. So in each tick a thread's first few
 * acquisitions are sampled, those of a thread that takes locks by the thousand are not, and all
 * threads together have a budget that the watchdog renews with every tick. A thread that takes a
 * session's lock every now and then, which is the one that matters, is nearly always among them.
 */
public final class Sites {
  private static final int BUDGET = 64;
  private static final int EACH = 4;
  private static final int BUSY = 1000;
  private static final ConcurrentLinkedQueue<Site> QUEUE = new ConcurrentLinkedQueue<>();

  /** What is left of the tick's budget; a race between two threads may overdraw it by a little. */
  @SuppressWarnings("NonFinalStaticField")
  private static int left;

  private Sites() {}

  /**
   * Where one hold was acquired.
   *
   * @param record the holder's record
   * @param seq the hold's number
   * @param stack the acquiring thread's stack, hooks and locks on top
   */
  public record Site(long record, long seq, Throwable stack) {}

  /** Renews the budget; the watchdog's thread only. */
  public static void renew() {
    left = BUDGET;
  }

  /** The next site, or null; the watchdog's thread only. */
  public static @Nullable Site poll() {
    return QUEUE.poll();
  }

  static void clear() {
    QUEUE.clear();
  }

  /** The newest hold of this record may be sampled; on the record's thread. */
  static void sample(ThreadRecord r, long now) {
    long taken = r.lastSeq() - r.sampledSeq;
    boolean newTick = r.sampledAt != now;
    if (newTick) {
      r.sampledAt = now;
      r.sampledSeq = r.lastSeq();
      if (taken > BUSY) {
        r.sampledTick = now;
        return;
      }
    }
    if (left <= 0 || (!newTick && taken >= EACH)) {
      r.sampledTick = now;
      return;
    }
    left--;
    QUEUE.add(new Site(r.id, r.lastSeq(), new Throwable()));
  }
}
