package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * What the operations of a StampedLock meet where a hold of it is being, or was, released by force.
 *
 * <p>A write stamp is given out once: whoever comes with it means that very hold. A read stamp is a
 * copy of the lock's state, and any that is of the same version gives back a read hold, another
 * reader's as well: so the former holder's is absorbed before it does. The low seven bits count
 * readers and the eighth says that somebody writes, on 17 and 25.
 */
public final class StampClaimHooks {
  private static final long WRITING = 1L << 7;
  private static final long VERSION = -WRITING;
  private static final long MODE = 2 * WRITING - 1;

  private StampClaimHooks() {}

  /** A stamp is about to be given back: whether that is to be left out. */
  public static boolean absorbs(Object lock, long stamp) {
    if (!Claims.concernMe()) {
      return false;
    }
    ThreadRecord r = Threads.mineIfAny();
    for (Claim c : Claims.all()) {
      if (c.isOn(lock) && means(c, stamp, r) && isLate(c, r, lock)) {
        c.absorbed("unlock", lock);
        return true;
      }
    }
    return false;
  }

  /** Another mode is about to be asked for with this stamp: whether to say no, which is 0. */
  public static boolean refuses(Object lock, long stamp) {
    if (!Claims.concernMe()) {
      return false;
    }
    ThreadRecord r = Threads.mineIfAny();
    for (Claim c : Claims.all()) {
      if (c.isOn(lock) && refuses(c, stamp, r, lock)) {
        c.absorbed("acquire", lock);
        return true;
      }
    }
    return false;
  }

  private static boolean refuses(Claim c, long stamp, @Nullable ThreadRecord r, Object lock) {
    if ((stamp & MODE) == 0) {
      return c.binds(r) && c.isTaken() && c.cameTooLate();
    }
    boolean mayBeIts = !c.isCounted() || c.binds(r) || r == null || r.heldOf(lock) == 0;
    return means(c, stamp, r) && mayBeIts && c.cameTooLate();
  }

  /** The write half is about to be unlocked without a stamp: whether that is to be left out. */
  public static boolean absorbsWrite(Object lock) {
    return Claims.concernMe() && absorbsAny(lock, false);
  }

  /** The same for the read half. */
  public static boolean absorbsRead(Object lock) {
    return Claims.concernMe() && absorbsAny(lock, true);
  }

  private static boolean absorbsAny(Object lock, boolean counted) {
    ThreadRecord r = Threads.mineIfAny();
    for (Claim c : Claims.all()) {
      if (c.isOn(lock) && c.isCounted() == counted && isLateWithoutStamp(c, r, lock)) {
        c.absorbed("unlock", lock);
        return true;
      }
    }
    return false;
  }

  private static boolean isLateWithoutStamp(Claim c, @Nullable ThreadRecord r, Object lock) {
    return c.isCounted() ? c.absorbs(r, lock, 1) > 0 : c.cameTooLate() && c.binds(r);
  }

  private static boolean isLate(Claim c, @Nullable ThreadRecord r, Object lock) {
    return c.isCounted() ? c.absorbs(r, lock, 1) > 0 : c.cameTooLate();
  }

  private static boolean means(Claim c, long stamp, @Nullable ThreadRecord r) {
    if (stamp == c.stamp()) {
      return true;
    }
    return c.isCounted() && !c.binds(r) && (stamp & VERSION) == (c.stamp() & VERSION);
  }
}
