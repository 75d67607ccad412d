package dev.unjam.bridge;

/**
 * Records which exclusive synchronizers a thread has acquired that keep no owner, so that {@link
 * HoldHooks} hears nothing of them.
 *
 * <p>Called from the {@code tryAcquire} and {@code tryRelease} of libraries and the host.
 */
public final class OwnerlessHooks {
  /** What such an entry's own number says in its low half. */
  private static final int OWNERLESS = 1;

  private OwnerlessHooks() {}

  /**
   * Whether an entry with this number may be for a synchronizer that keeps no owner. Entries of
   * others have no number that means anything: the lock's owner is to be asked first.
   */
  public static boolean mayBe(long extra) {
    return (int) extra == OWNERLESS;
  }

  /** The calling thread has acquired it, for the first time or again. */
  public static void acquired(Object synchronizer) {
    if (!Bridge.isOn()) {
      return;
    }
    ThreadRecord r = Threads.mine();
    if (r.exempt) {
      return;
    }
    HandOvers.Mark mark = HandOvers.of(synchronizer);
    if (mark != null) {
      r.renew(synchronizer, mark.stamped(OWNERLESS));
    } else if (r.newest(synchronizer) < 0) {
      HoldHooks.acquiredOther(r, synchronizer);
      int i = r.newest(synchronizer);
      if (i >= 0) {
        r.extraAt(i, OWNERLESS);
      }
    }
  }

  /**
   * The calling thread is about to release it, in part or as a whole: before it does, so that
   * whoever gets it finds the mark of a hand-over.
   *
   * @return whether it is another's that it releases
   */
  public static boolean releasing(Object synchronizer) {
    if (!Bridge.isOn()) {
      return false;
    }
    ThreadRecord r = Threads.mineIfThere();
    int i = r == null ? -1 : r.newest(synchronizer);
    if (r != null && i >= 0 && !HandOvers.isVoid(synchronizer, r.extraAt(i))) {
      HandOvers.byItself(synchronizer);
      return false;
    }
    if (r != null && r.exempt) {
      return false;
    }
    HandOvers.byAnother(synchronizer);
    return true;
  }

  /** The release of what is another's was refused: that one still has it. */
  public static void notReleased(Object synchronizer) {
    HandOvers.notByAnother(synchronizer);
  }

  /** The calling thread has released it as a whole. */
  public static void released(Object synchronizer) {
    if (Bridge.isOn()) {
      HoldHooks.released(synchronizer);
    }
  }
}
