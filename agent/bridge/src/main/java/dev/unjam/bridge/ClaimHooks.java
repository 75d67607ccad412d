package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * What a lock operation meets where a hold of that lock is being, or was, released by force.
 *
 * <p>Called at the beginning of the locks' operations, on the host's threads, before anything has
 * happened. As long as no claim is up each of them is one load.
 */
public final class ClaimHooks {
  private ClaimHooks() {}

  /**
   * A lock is about to be acquired.
   *
   * @throws LockRevokedException if it was taken from the very task that comes back to it
   */
  public static void acquiring(Object lock) {
    if (Claims.concernMe()) {
      LockRevokedException refused = refusal(lock);
      if (refused != null) {
        throw refused;
      }
    }
  }

  private static @Nullable LockRevokedException refusal(Object lock) {
    try {
      ThreadRecord r = Threads.mineIfAny();
      for (Claim c : Claims.all()) {
        if (c.isOn(lock) && c.isHolder(r) && refuses(c, r)) {
          c.absorbed("acquire", lock);
          return new LockRevokedException(c.message());
        }
      }
    } catch (Throwable t) {
      Faults.suppress(t);
    }
    return null;
  }

  private static boolean refuses(Claim c, @Nullable ThreadRecord r) {
    if (!c.isTaken() && !c.isReentrant()) {
      return false;
    }
    if (!c.cameTooLate() || !c.binds(r)) {
      return false;
    }
    if (c.mayHaveEnded()) {
      c.end();
      return false;
    }
    return true;
  }

  /** An exclusive synchronizer is about to be released: whether that is to be left out. */
  public static boolean absorbs(Object lock) {
    if (!Claims.concernMe()) {
      return false;
    }
    ThreadRecord r = Threads.mineIfAny();
    for (Claim c : Claims.all()) {
      if (c.isOn(lock) && c.isHolder(r) && c.cameTooLate() && c.binds(r)) {
        c.absorbed("unlock", lock);
        return true;
      }
    }
    return false;
  }

  /** Permits are about to be given back: how many of them were given back by force already. */
  public static int absorbs(Object semaphore, int permits) {
    if (!Claims.concernMe()) {
      return 0;
    }
    ThreadRecord r = Threads.mineIfAny();
    int left = permits;
    for (Claim c : Claims.all()) {
      if (left > 0 && c.isOn(semaphore)) {
        int some = c.absorbs(r, semaphore, left);
        if (some > 0) {
          left -= some;
          c.absorbed("release", semaphore);
        }
      }
    }
    return permits - left;
  }
}
