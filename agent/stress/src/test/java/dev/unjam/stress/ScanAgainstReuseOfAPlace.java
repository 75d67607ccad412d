package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.unjam.bridge.ThreadRecord;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two locks take turns in the one place of the record that is free, below three others: a remedy
 * that looks for the one by its number never gets the other.
 */
@JCStressTest
@Outcome(id = "through, right", expect = ACCEPTABLE, desc = "the lock that was looked for, or none")
@State
public class ScanAgainstReuseOfAPlace {
  private static final int TURNS = 200;

  private final TrackedLock[] below = {
    TrackedLock.reentrant(), TrackedLock.reentrant(), TrackedLock.reentrant()
  };
  private final TrackedLock wanted = TrackedLock.reentrant();
  private final TrackedLock other = TrackedLock.reentrant();
  private volatile @Nullable ThreadRecord host;
  private volatile long seq;
  private volatile boolean watched;
  private volatile boolean through;

  /** A thread of the host. */
  @Actor
  public void host(LL_Result r) {
    for (TrackedLock lock : below) {
      lock.take();
    }
    host = Records.mine();
    while (!watched) {
      Aim.giveWay();
    }
    for (int i = 0; i < TURNS; i++) {
      seq = wanted.take();
      wanted.leave();
      other.take();
      other.leave();
    }
    for (TrackedLock lock : below) {
      lock.leave();
    }
    through = true;
    r.r1 = "through";
  }

  /** The remedy. */
  @Actor
  public void remedy(LL_Result r) {
    ThreadRecord of = host;
    while (of == null) {
      Aim.giveWay();
      of = host;
    }
    watched = true;
    r.r2 = "right";
    while (!through) {
      Object held = Records.held(of, seq);
      if (held != null && held != wanted.sync()) {
        r.r2 = "another lock";
      }
    }
  }
}
