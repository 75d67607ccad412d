package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The owner unlocks and locks again: the remedy is for its first hold, never for the second. */
@JCStressTest
@Outcome(id = "kept, gone, free", expect = ACCEPTABLE, desc = "the owner was first")
@Outcome(id = "refused, done, free", expect = ACCEPTABLE, desc = "the remedy was first")
@State
public class ForcedReleaseAgainstRelock extends ForcedRelease {
  private final ReentrantLock lock;

  /** The owner's lock is a ReentrantLock. */
  public ForcedReleaseAgainstRelock() {
    this(new ReentrantLock());
  }

  private ForcedReleaseAgainstRelock(ReentrantLock lock) {
    super(lock);
    this.lock = lock;
  }

  /** The owner. */
  @Actor
  public void owner(LLL_Result r) {
    hold();
    unlock();
    r.r1 = isAllowed(lock::lock) ? locked() : "refused";
    leave();
  }

  private String locked() {
    inCriticalSection();
    boolean owns = lock.isHeldByCurrentThread();
    unlock();
    return owns ? "kept" : "second taken";
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
