package dev.unjam.engine.remedy;

import dev.unjam.bridge.Claim;
import dev.unjam.bridge.HoldCounts;
import dev.unjam.engine.track.Synchronizers;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * Releases an exclusive lock by taking its owner's place.
 *
 * <p>A claim is put up, which the owner finds from then on whenever it comes to the lock; it is
 * seen elsewhere; the hold is found to be still the one that is meant; the claim is taken. Then the
 * owner field goes over to the remedy's own thread by compare-and-set, a second handshake shows
 * that nothing of what no hook sees (a library's own {@code tryLock}) came between, and all holds
 * are released at once, as the owner would. Up to there everything can be given back.
 */
public final class LockRelease implements Release {
  private static final String LOCKS = "java.util.concurrent.locks.";

  private final Synchronizers synchronizers;

  /** A release with this access to owners. */
  public LockRelease(Synchronizers synchronizers) {
    this.synchronizers = synchronizers;
  }

  @Override
  public Attempt release(Hold hold) throws Exception {
    Object lock = hold.key();
    if (!synchronizers.isOpen()) {
      return new Attempt.NoHandle("java.util.concurrent.locks is not open to the agent");
    }
    if (!(lock instanceof AbstractQueuedSynchronizer)
        && !(lock instanceof AbstractQueuedLongSynchronizer)) {
      return new Attempt.NoHandle("no queued synchronizer: " + lock.getClass().getName());
    }
    Claim claim = hold.claim(0, 0);
    if (claim == null) {
      return NO_ROOM;
    }
    try {
      return release(hold, claim, new Elsewhere(f -> isOperation(f, lock)));
    } finally {
      claim.settle();
    }
  }

  private Attempt release(Hold hold, Claim claim, Elsewhere elsewhere) throws Exception {
    Thread former = hold.owner().thread;
    if (!elsewhere.is(former)) {
      return new Attempt.Gone("the owner is at the lock right now");
    }
    if (!hold.isStillThere() || synchronizers.owner(hold.key()) != former) {
      return new Attempt.Gone("the owner has released it itself");
    }
    long state = synchronizers.state(hold.key());
    if (isReentered(hold, state)) {
      return new Attempt.Gone("the thread's next task is using it");
    }
    if (!claim.take()) {
      return new Attempt.Gone("the owner came to the lock first");
    }
    Attempt attempt = takeOver(hold, former, state, elsewhere);
    if (!(attempt instanceof Attempt.Done)) {
      claim.giveBack();
    }
    return attempt;
  }

  /** A lock that a pool's thread was left with is silently re-entered by its next task. */
  private boolean isReentered(Hold hold, long state) {
    if (!hold.isOrphan() || hold.isOfTheDead() || hold.owner().isIdle()) {
      return false;
    }
    return Synchronizers.holds(hold.key(), state) != HoldCounts.of(hold.seq(), hold.extra());
  }

  private Attempt takeOver(Hold hold, Thread former, long state, Elsewhere elsewhere)
      throws Exception {
    Object lock = hold.key();
    Thread me = Thread.currentThread();
    if (!synchronizers.takeOver(lock, former, me)) {
      return new Attempt.Gone("the owner has changed");
    }
    boolean released = false;
    try {
      boolean same = elsewhere.is(former) && synchronizers.owner(lock) == me;
      if (!same || !hold.isStillThere() || synchronizers.state(lock) != state) {
        return new Attempt.Gone("the owner came to the lock meanwhile");
      }
      long holds = Synchronizers.holds(lock, state);
      released = release(lock, holds);
      return released
          ? new Attempt.Done("lock released, " + holds + " holds")
          : new Attempt.Failed("the lock does not let itself be released");
    } finally {
      if (!released) {
        synchronizers.takeOver(lock, me, former);
      }
    }
  }

  private static boolean release(Object lock, long holds) {
    return lock instanceof AbstractQueuedSynchronizer s
        ? s.release((int) holds)
        : lock instanceof AbstractQueuedLongSynchronizer l && l.release(holds);
  }

  private static boolean isOperation(StackTraceElement frame, Object lock) {
    String name = frame.getClassName();
    return (name.startsWith(LOCKS) && !name.startsWith("LockSupport", LOCKS.length()))
        || name.equals(lock.getClass().getName());
  }
}
