package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The owner enters again: all of its holds go at once, or none, and it is refused another one. */
@JCStressTest
@Outcome(id = "kept, gone, free", expect = ACCEPTABLE, desc = "the owner was first")
@Outcome(id = "refused, done, free", expect = ACCEPTABLE, desc = "the remedy was first")
@Outcome(
    id = "kept, done, free",
    expect = ACCEPTABLE_INTERESTING,
    desc = "taken after the second hold, or after the inner unlock")
@State
public class ForcedReleaseAgainstReentry extends ForcedRelease {
  private final ReentrantLock lock;

  /** The owner's lock is a ReentrantLock. */
  public ForcedReleaseAgainstReentry() {
    this(new ReentrantLock());
  }

  private ForcedReleaseAgainstReentry(ReentrantLock lock) {
    super(lock);
    this.lock = lock;
  }

  /** The owner. */
  @Actor
  public void owner(LLL_Result r) {
    hold();
    r.r1 = isAllowed(lock::lock) ? entered() : "refused";
    unlock();
    leave();
  }

  private String entered() {
    boolean inLine = lock.getHoldCount() == 1;
    unlock();
    return inLine ? "as if it were new" : "kept";
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
