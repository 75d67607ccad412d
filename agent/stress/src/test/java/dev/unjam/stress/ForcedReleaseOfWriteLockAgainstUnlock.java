package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** As {@link ForcedReleaseAgainstUnlock}; another synchronizer on 17 than on 25. */
@JCStressTest
@Outcome(id = "unlocked, gone, free", expect = ACCEPTABLE, desc = "the owner was first")
@Outcome(id = "unlocked, done, free", expect = ACCEPTABLE, desc = "absorbed: the remedy was first")
@State
public class ForcedReleaseOfWriteLockAgainstUnlock extends ForcedRelease {
  /** The owner's lock is a write lock. */
  public ForcedReleaseOfWriteLockAgainstUnlock() {
    super(new ReentrantReadWriteLock().writeLock());
  }

  /** The owner. */
  @Actor
  public void owner(LLL_Result r) {
    hold();
    r.r1 = unlock();
    leave();
  }

  /** The remedy. */
  @Actor
  public void remedy(LLL_Result r) {
    r.r2 = release();
    leave();
  }

  /** Everybody is through. */
  @Arbiter
  public void after(LLL_Result r) {
    r.r3 = end();
  }
}
