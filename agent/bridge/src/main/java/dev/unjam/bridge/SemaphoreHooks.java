package dev.unjam.bridge;

/**
 * Records the permits that a thread has acquired of a Semaphore.
 *
 * <p>One entry for each Semaphore; the low half of its own number is how many. A Semaphore knows no
 * owners: see {@link HandOvers} for permits that another thread gives back.
 */
public final class SemaphoreHooks {
  /** A thread with so many entries has met many semaphores that were used once, to signal. */
  private static final int CROWDED = 32;

  private SemaphoreHooks() {}

  /** How many permits an entry with this number stands for. */
  public static int permits(long extra) {
    return (int) extra;
  }

  /** The calling thread has acquired permits. */
  public static void acquired(Object semaphore, int permits) {
    if (!Bridge.isOn() || permits <= 0) {
      return;
    }
    ThreadRecord r = Threads.mine();
    if (r.exempt) {
      return;
    }
    HandOvers.Mark mark = HandOvers.of(semaphore);
    if (mark != null) {
      if (r.depth() >= CROWDED) {
        r.dropHandedOver();
      }
      r.renew(semaphore, mark.stamped(permits + held(r, semaphore)));
      return;
    }
    int i = r.newest(semaphore);
    if (i >= 0 && !r.taskEndedAt(i)) {
      r.extraAt(i, r.extraAt(i) + permits);
    } else {
      r.pushWith(semaphore, permits);
    }
  }

  /** How many permits the thread has already that nobody has given back in its stead. */
  private static int held(ThreadRecord r, Object semaphore) {
    int i = r.newest(semaphore);
    return i < 0 || r.taskEndedAt(i) || HandOvers.isVoid(semaphore, r.extraAt(i))
        ? 0
        : permits(r.extraAt(i));
  }

  /**
   * The calling thread is about to release permits: before it does, so that whoever gets them finds
   * the mark of a hand-over.
   *
   * @return how many of them the thread itself had acquired, but for those that others gave back
   */
  public static int releasing(Object semaphore, int permits) {
    if (!Bridge.isOn() || permits <= 0) {
      return 0;
    }
    ThreadRecord r = Threads.mineIfThere();
    if (r == null) {
      HandOvers.byAnother(semaphore);
      return 0;
    }
    if (r.exempt) {
      return 0;
    }
    int own = releasing(r, semaphore, permits);
    HoldHooks.letGo(r);
    return own;
  }

  /** The release has failed ("Maximum permit count exceeded"): the thread still has its own. */
  public static void notReleased(Object semaphore, int own) {
    acquired(semaphore, own);
  }

  private static int releasing(ThreadRecord r, Object semaphore, int permits) {
    int left = permits;
    int own = 0;
    for (int i = r.newest(semaphore); i >= 0 && left > 0; i = r.newest(semaphore)) {
      long extra = r.extraAt(i);
      int held = permits(extra);
      own += HandOvers.isVoid(semaphore, extra) ? 0 : Math.min(held, left);
      if (held > left) {
        r.extraAt(i, extra - left);
      } else {
        r.removeAt(i);
      }
      left -= held;
      HandOvers.byItself(semaphore, extra);
    }
    if (left > 0) {
      HandOvers.byAnother(semaphore);
    }
    return own;
  }
}
