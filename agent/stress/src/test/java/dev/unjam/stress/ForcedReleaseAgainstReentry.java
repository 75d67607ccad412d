package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * The owner enters again: all of its holds go at once, or none, and what it takes after that it
 * takes in line.
 */
@JCStressTest
@Outcome(id = "kept, gone, free", expect = ACCEPTABLE, desc = "the owner was first")
@Outcome(id = "in line, done, free", expect = ACCEPTABLE, desc = "the remedy was first")
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
    lock.lock();
    boolean inLine = lock.getHoldCount() == 1;
    if (inLine) {
      inCriticalSection();
    }
    boolean inner = unlock();
    boolean outer = unlock();
    r.r1 = said(inLine, inner, outer);
    leave();
  }

  private static String said(boolean inLine, boolean inner, boolean outer) {
    if (inLine) {
      return inner && !outer ? "in line" : "in line, and one hold too many or too few";
    }
    if (outer) {
      return inner ? "kept" : "inner one alone taken";
    }
    return inner ? "second taken" : "both taken";
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
