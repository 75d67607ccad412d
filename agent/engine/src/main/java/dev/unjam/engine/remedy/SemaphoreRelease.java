package dev.unjam.engine.remedy;

import dev.unjam.bridge.Claim;
import dev.unjam.bridge.HandOvers;
import dev.unjam.bridge.SemaphoreHooks;
import java.util.concurrent.Semaphore;

/**
 * Gives a holder's permits back in its stead.
 *
 * <p>A Semaphore knows no owners: what the former holder, or whoever was handed its permits, gives
 * back later would be one too many, so exactly as many as were given back here are absorbed then.
 */
final class SemaphoreRelease implements Release {
  private static final String SEMAPHORE = "java.util.concurrent.Semaphore";

  private final Elsewhere elsewhere = new Elsewhere(f -> f.getClassName().startsWith(SEMAPHORE));

  @Override
  public Attempt release(Hold hold) throws Exception {
    Semaphore semaphore = (Semaphore) hold.key();
    int permits = SemaphoreHooks.permits(hold.extra());
    if (HandOvers.isHandedOver(semaphore)) {
      return new Attempt.NoHandle("its permits are given back by others than take them");
    }
    if (permits <= 0) {
      return new Attempt.NoHandle("it is not known how many permits are held");
    }
    Claim claim = hold.claim(0, permits);
    if (claim == null) {
      return NO_ROOM;
    }
    try {
      if (!elsewhere.is(hold.owner().thread) || !elsewhere.isEverybody()) {
        return new Attempt.Gone("somebody is at the semaphore right now");
      }
      if (!hold.isStillThere()) {
        return new Attempt.Gone("the permits were given back, or others taken");
      }
      if (!claim.take()) {
        return new Attempt.Gone("permits were given back meanwhile");
      }
      return released(semaphore, permits, claim);
    } finally {
      claim.settle();
    }
  }

  private static Attempt released(Semaphore semaphore, int permits, Claim claim) {
    try {
      semaphore.release(permits);
      return new Attempt.Done(permits + " permits released");
    } catch (RuntimeException | Error e) {
      claim.giveBack();
      throw e;
    }
  }
}
