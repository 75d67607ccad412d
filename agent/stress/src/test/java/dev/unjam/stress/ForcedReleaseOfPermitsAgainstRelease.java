package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The owner gives its permits back while they are taken from it: they come back once. */
@JCStressTest
@Outcome(id = "unlocked, gone, free", expect = ACCEPTABLE, desc = "the owner was first")
@Outcome(id = "unlocked, done, free", expect = ACCEPTABLE, desc = "absorbed: the remedy was first")
@State
public class ForcedReleaseOfPermitsAgainstRelease extends ForcedRelease {
  private final Semaphore semaphore;

  /** All permits of a Semaphore are the owner's. */
  public ForcedReleaseOfPermitsAgainstRelease() {
    this(new Semaphore(Permits.ALL));
  }

  private ForcedReleaseOfPermitsAgainstRelease(Semaphore semaphore) {
    super(new Permits(semaphore), semaphore);
    this.semaphore = semaphore;
  }

  private record Permits(Semaphore semaphore) implements Lent {
    static final int ALL = 3;

    @Override
    public void lock() {
      semaphore.acquireUninterruptibly(ALL);
    }

    @Override
    public void unlock() {
      semaphore.release(ALL);
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
    return semaphore.hasQueuedThreads();
  }

  @Override
  boolean isFree() {
    return semaphore.availablePermits() == Permits.ALL && !isAwaited();
  }
}
