package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.unjam.bridge.LockRevokedException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * The owner waits on a condition for an instant: what it gave back there and took again is not the
 * hold that the remedy is for.
 */
@JCStressTest
@Outcome(id = "kept, gone, free", expect = ACCEPTABLE, desc = "the owner was first")
@Outcome(
    id = "left without it, done, free",
    expect = ACCEPTABLE_INTERESTING,
    desc = "the remedy was first")
@State
public class ForcedReleaseAgainstAwait extends ForcedRelease {
  private final ReentrantLock lock;
  private final Condition condition;

  /** The owner's lock is a ReentrantLock. */
  public ForcedReleaseAgainstAwait() {
    this(new ReentrantLock());
  }

  private ForcedReleaseAgainstAwait(ReentrantLock lock) {
    super(lock);
    this.lock = lock;
    this.condition = lock.newCondition();
  }

  /** The owner. */
  @Actor
  public void owner(LLL_Result r) {
    hold();
    r.r1 = waits();
    unlock();
    leave();
  }

  // One wait that ends by its time is all that the race needs.
  @SuppressWarnings("WaitNotInLoop")
  private String waits() {
    try {
      if (condition.awaitNanos(1) > 0) {
        return "signalled by nobody";
      }
      if (!lock.isHeldByCurrentThread()) {
        return "left without it";
      }
      inCriticalSection();
      return lock.isHeldByCurrentThread() ? "kept" : "second taken";
    } catch (IllegalMonitorStateException | LockRevokedException e) {
      return "left without it";
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts", e);
    }
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
    r.r3 = end() + (hasLeftovers() ? ", one waits for a signal" : "");
  }

  /**
   * Whether somebody stands in the condition's queue, where a signal would be lost to it. The
   * former owner is refused the look; the arbiter runs on either side's thread in turn.
   */
  private boolean hasLeftovers() {
    if (!isAllowed(lock::lock)) {
      return false;
    }
    try {
      return lock.hasWaiters(condition);
    } finally {
      lock.unlock();
    }
  }
}
