package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.unjam.bridge.ThreadRecord;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Two locks are taken and left in the order in which they were taken, while the watchdog looks: a
 * hold is seen with its own lock or not at all, never after it was left, and nothing stays behind.
 */
@JCStressTest
@Outcome(id = "recorded, right, empty", expect = ACCEPTABLE, desc = "a hold was seen")
@Outcome(
    id = "recorded, nothing, empty",
    expect = ACCEPTABLE_INTERESTING,
    desc = "no hold was seen")
@State
public class ScanAgainstUnlockInAnotherOrder {
  private final TrackedLock first = TrackedLock.reentrant();
  private final TrackedLock second = TrackedLock.reentrant();
  private volatile @Nullable ThreadRecord host;
  private volatile boolean watched;
  private volatile boolean through;
  private long firstSeq;
  private long secondSeq;
  private final long[] seenSeq = new long[2];

  /** A thread of the host. */
  @Actor
  public void host(LLL_Result r) {
    ThreadRecord mine = Records.mine();
    host = mine;
    while (!watched) {
      Aim.giveWay();
    }
    firstSeq = first.take();
    secondSeq = second.take();
    boolean recorded =
        Records.held(mine, firstSeq) == first.sync()
            && Records.held(mine, secondSeq) == second.sync();
    first.leave();
    second.leave();
    through = true;
    r.r1 = recorded ? "recorded" : "not recorded";
  }

  /** The watchdog, and a remedy that looks its target up again. */
  @Actor
  public void watchdog(LLL_Result r) {
    ThreadRecord of = host;
    while (of == null) {
      Aim.giveWay();
      of = host;
    }
    watched = true;
    boolean late = false;
    while (!late) {
      late = through;
      for (int i = 0; i < of.depth(); i++) {
        long seq = of.seqAt(i);
        Object held = Records.held(of, seq);
        int which = held == first.sync() ? 0 : held == second.sync() ? 1 : -1;
        if (which >= 0) {
          r.r2 = late ? "seen after it was left" : null;
          seenSeq[which] = seq;
        }
      }
    }
  }

  /** Everybody is through: compares what was seen with what was taken. */
  @Arbiter
  public void after(LLL_Result r) {
    if (r.r2 == null) {
      r.r2 = seen();
    }
    ThreadRecord of = host;
    r.r3 =
        of != null
                && Records.indexOf(of, first.sync()) < 0
                && Records.indexOf(of, second.sync()) < 0
            ? "empty"
            : "left behind";
  }

  private String seen() {
    boolean right =
        (seenSeq[0] == 0 || seenSeq[0] == firstSeq) && (seenSeq[1] == 0 || seenSeq[1] == secondSeq);
    if (!right) {
      return "another hold's number";
    }
    return seenSeq[0] == 0 && seenSeq[1] == 0 ? "nothing" : "right";
  }
}
