package dev.unjam.bridge;

/**
 * Records the stamps of StampedLocks that a thread has been given and not yet given back.
 *
 * <p>An entry's own number is the stamp: its low bits tell the mode, the rest is the lock's version
 * (the same on 17 and 25), which changes with each release of a write lock. A stamp may be given
 * back by any thread: see {@link HandOvers}.
 */
public final class StampHooks {
  private static final long WRITE = 0x80;
  private static final long READERS = 0x7f;
  private static final long MODE = WRITE | READERS;
  private static final long VERSION = ~READERS;

  private StampHooks() {}

  /** Whether it is a write lock that an entry with this number stands for. */
  public static boolean isWrite(long stamp) {
    return (stamp & MODE) == WRITE;
  }

  /** The calling thread has been given this stamp; one of no lock is none of our business. */
  public static void acquired(Object lock, long stamp) {
    if (!Bridge.isOn() || (stamp & MODE) == 0) {
      return;
    }
    ThreadRecord r = Threads.mine();
    if (r.exempt) {
      return;
    }
    dropVoid(r, lock, stamp);
    r.pushWith(lock, stamp);
  }

  /**
   * No lock is held twice but for reading, and that not beyond the version; where others give back
   * only the newest counts.
   */
  private static void dropVoid(ThreadRecord r, Object lock, long stamp) {
    int i = r.newest(lock);
    if (i < 0) {
      return;
    }
    boolean all = isWrite(stamp) || HandOvers.isHandedOver(lock);
    for (; i >= 0; i--) {
      if (r.lockAt(i) == lock && (all || !sameVersion(r.extraAt(i), stamp))) {
        r.removeAt(i);
      }
    }
  }

  /** The calling thread has given this stamp back. */
  public static void released(Object lock, long stamp) {
    if (!Bridge.isOn()) {
      return;
    }
    ThreadRecord r = Threads.mineIfThere();
    int i = r == null ? -1 : entry(r, lock, stamp);
    if (i < 0) {
      if (r == null || !r.exempt) {
        HandOvers.byAnother(lock, stamp);
      }
    } else if (r != null) {
      r.removeAt(i);
      HandOvers.byItself(lock);
      HoldHooks.letGo(r);
    }
  }

  /** The calling thread has given one stamp for another; 0 is a failure. */
  public static void converted(Object lock, long from, long to) {
    if (to == 0 || from == to) {
      return;
    }
    if ((from & MODE) == 0) {
      acquired(lock, to);
    } else if ((to & MODE) == 0) {
      released(lock, from);
    } else if (Bridge.isOn()) {
      exchanged(lock, from, to);
    }
  }

  private static void exchanged(Object lock, long from, long to) {
    ThreadRecord r = Threads.mine();
    int i = entry(r, lock, from);
    if (i >= 0) {
      r.extraAt(i, to);
    } else if (!r.exempt) {
      HandOvers.byAnother(lock, from);
      acquired(lock, to);
    }
  }

  /**
   * The very stamp, else any of its mode and version: each reader may use another's. Of another
   * version is only what somebody else has given back.
   */
  private static int entry(ThreadRecord r, Object lock, long stamp) {
    int last = r.newest(lock);
    int alike = -1;
    for (int i = last; i >= 0; i--) {
      if (r.lockAt(i) == lock) {
        long extra = r.extraAt(i);
        if (extra == stamp) {
          return i;
        }
        if (alike < 0 && sameVersion(extra, stamp)) {
          alike = i;
        }
      }
    }
    return alike;
  }

  /** And the same mode. */
  private static boolean sameVersion(long one, long other) {
    return (one & VERSION) == (other & VERSION);
  }
}
