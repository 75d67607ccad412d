package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.locks.StampedLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The owner of a write stamp gives it back while it is taken: it never ends another's hold. */
@JCStressTest
@Outcome(id = "unlocked, gone, free", expect = ACCEPTABLE, desc = "the owner was first")
@Outcome(id = "unlocked, done, free", expect = ACCEPTABLE, desc = "absorbed: the remedy was first")
@State
public class ForcedReleaseOfStampAgainstUnlock extends ForcedRelease {
  private final Stamped lock;

  /** The owner writes under a StampedLock. */
  public ForcedReleaseOfStampAgainstUnlock() {
    this(new Stamped());
  }

  private ForcedReleaseOfStampAgainstUnlock(Stamped lock) {
    super(lock, lock.stamped);
    this.lock = lock;
  }

  private static final class Stamped implements Lent {
    private final StampedLock stamped = new StampedLock();
    private final ThreadLocal<Long> stamp = new ThreadLocal<>();
    private volatile boolean wanted;

    @Override
    public void lock() {
      boolean next = stamped.isWriteLocked();
      wanted = next;
      stamp.set(stamped.writeLock());
      wanted = false;
    }

    @Override
    public void unlock() {
      stamped.unlockWrite(stamp.get());
    }
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

  @Override
  boolean isAwaited() {
    return lock.wanted;
  }

  @Override
  boolean isFree() {
    return !lock.stamped.isWriteLocked() && !isAwaited();
  }
}
