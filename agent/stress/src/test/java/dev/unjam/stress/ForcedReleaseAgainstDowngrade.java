package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * The owner of a write lock takes the read lock and leaves the write lock: only the write lock is
 * taken from it, the read hold stays its own.
 */
@JCStressTest
@Outcome(id = "kept, gone, free", expect = ACCEPTABLE, desc = "the owner was first")
@Outcome(id = "refused, done, free", expect = ACCEPTABLE, desc = "the remedy was first")
@Outcome(
    id = "kept, done, free",
    expect = ACCEPTABLE_INTERESTING,
    desc = "taken when the owner had the read lock already, which stays its own")
@State
public class ForcedReleaseAgainstDowngrade extends ForcedRelease {
  private final ReentrantReadWriteLock lock;

  /** The owner's lock is a write lock. */
  public ForcedReleaseAgainstDowngrade() {
    this(new ReentrantReadWriteLock());
  }

  private ForcedReleaseAgainstDowngrade(ReentrantReadWriteLock lock) {
    super(lock.writeLock());
    this.lock = lock;
  }

  /** The owner. */
  @Actor
  public void owner(LLL_Result r) {
    hold();
    r.r1 = isAllowed(lock.readLock()::lock) ? downgraded() : refused();
    leave();
  }

  private String downgraded() {
    unlock();
    boolean reads = lock.getReadHoldCount() == 1 && lock.getReadLockCount() == 1;
    lock.readLock().unlock();
    return reads ? "kept" : "the read hold went too";
  }

  private String refused() {
    unlock();
    return "refused";
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
