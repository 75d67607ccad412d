package dev.unjam.engine.remedy;

import dev.unjam.bridge.Claim;
import java.util.concurrent.locks.StampedLock;

/**
 * Gives a StampedLock's stamp back in its holder's stead.
 *
 * <p>{@code unlockWrite} first checks the stamp and then writes: two that come with the same stamp
 * can both pass, and the second wipes out a new writer. So whoever comes with it after the claim is
 * up is stopped before, and whoever came earlier is waited for: every thread is, as stamps may be
 * handed over. {@code unlockRead} is atomic, but any stamp of the same version gives back a read
 * hold, so that the late one has to be absorbed like a semaphore's permit.
 */
final class StampRelease implements Release {
  private static final String STAMPED_LOCK = StampedLock.class.getName();

  private final Elsewhere elsewhere = new Elsewhere(f -> f.getClassName().startsWith(STAMPED_LOCK));

  @Override
  public Attempt release(Hold hold) throws Exception {
    StampedLock lock = (StampedLock) hold.key();
    long stamp = hold.extra();
    boolean write = StampedLock.isWriteLockStamp(stamp);
    if (!write && !StampedLock.isReadLockStamp(stamp)) {
      return new Attempt.NoHandle("it is held by no stamp that is known");
    }
    Claim claim = hold.claim(stamp, write ? 0 : 1);
    if (claim == null) {
      return NO_ROOM;
    }
    try {
      if (!elsewhere.is(hold.owner().thread) || !elsewhere.isEverybody()) {
        return new Attempt.Gone("somebody is at the lock right now");
      }
      if (!hold.isStillThere()) {
        return new Attempt.Gone("the stamp was given back");
      }
      if (!claim.take()) {
        return new Attempt.Gone("the stamp was given back meanwhile");
      }
      return released(lock, stamp, claim);
    } finally {
      claim.settle();
    }
  }

  private static Attempt released(StampedLock lock, long stamp, Claim claim) {
    try {
      lock.unlock(stamp);
      return new Attempt.Done("stamp given back");
    } catch (IllegalMonitorStateException e) {
      claim.giveBack();
      return new Attempt.Gone("the stamp was given back by another thread");
    }
  }
}
