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
    if (mark == null) {
      acquiredMore(r, semaphore, permits, permits);
    } else if (mark.isHandedOver()) {
      if (r.depth() >= CROWDED) {
        r.dropHandedOver();
      }
      r.renew(semaphore, mark.stamped(permits + held(r, semaphore)));
    } else {
      dropVoid(r, semaphore);
      acquiredMore(r, semaphore, permits, mark.stamped(permits));
    }
  }

  private static void acquiredMore(ThreadRecord r, Object semaphore, int permits, long extra) {
    int i = r.newest(semaphore);
    if (i >= 0 && !r.taskEndedAt(i)) {
      r.extraAt(i, r.extraAt(i) + permits);
    } else {
      r.pushWith(semaphore, extra);
    }
  }

  private static void dropVoid(ThreadRecord r, Object semaphore) {
    int i = r.newest(semaphore);
    while (i >= 0 && HandOvers.isVoid(semaphore, r.extraAt(i))) {
      r.removeAt(i);
      i = r.newest(semaphore);
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
   * @return how many of them the thread itself had acquired, but for those that others gave back;
   *     as its complement where it gives back others' besides
   */
  public static int releasing(Object semaphore, int permits) {
    if (!Bridge.isOn() || permits <= 0) {
      return 0;
    }
    ThreadRecord r = Threads.mineIfThere();
    if (r == null) {
      HandOvers.byAnother(semaphore);
      return ~0;
    }
    if (r.exempt) {
      return 0;
    }
    int own = releasing(r, semaphore, permits);
    HoldHooks.letGo(r);
    return own;
  }

  /**
   * The release has failed ("Maximum permit count exceeded"): everybody still has his own.
   *
   * @param releasing what {@link #releasing(Object, int)} said
   */
  public static void notReleased(Object semaphore, int releasing) {
    if (releasing < 0) {
      HandOvers.notByAnother(semaphore);
    }
    acquired(semaphore, releasing < 0 ? ~releasing : releasing);
  }

  private static int releasing(ThreadRecord r, Object semaphore, int permits) {
    int left = permits;
    for (int i = r.newest(semaphore); i >= 0 && left > 0; i = r.newest(semaphore)) {
      long extra = r.extraAt(i);
      int held = HandOvers.isVoid(semaphore, extra) ? 0 : permits(extra);
      if (held > left) {
        r.extraAt(i, extra - left);
      } else {
        r.removeAt(i);
      }
      left -= Math.min(held, left);
    }
    if (left == 0) {
      HandOvers.byItself(semaphore);
      return permits;
    }
    HandOvers.byAnother(semaphore);
    return ~(permits - left);
  }
}
