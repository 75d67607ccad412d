package dev.unjam.engine.ladder;

import dev.unjam.engine.ladder.Progress.Result;

/**
 * Decides the next rung for one stuck holder: a pure function.
 *
 * <p>Unwind, don't yank: a rung is climbed only when the one below has had its grace and the holder
 * is seen to be still there. What it does by then may be another thing, and healthy: so a living
 * holder that is no longer found stuck is given more time, is let be while it goes on with
 * something else, and is never taken anything from while it runs.
 */
public final class Ladder {
  private static final Step WAIT = new Step.Wait();
  private static final Step GIVE_UP = new Step.Climb(Rung.GIVE_UP);

  /** Such a part of the grace is always left to somebody who may have been told to release. */
  private static final int HANDING_OVER_PERCENT = 60;

  private final Policy policy;

  /** A ladder with this policy. */
  public Ladder(Policy policy) {
    this.policy = policy;
  }

  /** What to do next. */
  public Step next(Progress p, Standing s) {
    if (!s.holdsLeft()) {
      return new Step.Close(outcome(p.rung()));
    }
    if (p.rung() == Rung.GIVE_UP) {
      return new Step.Close(Outcome.ABANDONED);
    }
    if (p.pending()) {
      return WAIT;
    }
    return s.ownerless() ? orphan(p, s) : living(p, s);
  }

  private static Outcome outcome(Rung last) {
    return switch (last) {
      case WARN -> Outcome.SELF_RECOVERED;
      case ABORT, CUT, INTERRUPT -> Outcome.RELEASED_BY_OWNER;
      case RELEASE -> Outcome.RELEASED_BY_FORCE;
      case GIVE_UP -> Outcome.SELF_RECOVERED;
    };
  }

  private Step orphan(Progress p, Standing s) {
    if (p.rung() == Rung.RELEASE) {
      return p.result() == Result.BUSY ? againAfter(policy.graceMillis(), p) : afterRelease(p);
    }
    if (s.inCall() && p.rung() == Rung.WARN) {
      return new Step.Climb(Rung.ABORT);
    }
    // Whose task has ended does nothing more: what the remedy itself took is of its time.
    boolean graceOver = p.rung() == Rung.WARN || p.climbedMillis() >= policy.graceMillis();
    boolean leaked = graceOver && s.ownerlessMillis() >= policy.leakMillis();
    if (!leaked && !isForgotten(p, s)) {
      return WAIT;
    }
    return new Step.Climb(policy.releaseOrphans() ? Rung.RELEASE : Rung.GIVE_UP);
  }

  /**
   * Whether its task ended of what was done, within the grace of that, and left what nobody is at
   * any more: then the time for a leak counts from when that was begun. A while is left to whomever
   * it may have been handed over to unseen.
   */
  private boolean isForgotten(Progress p, Standing s) {
    long grace = policy.graceMillis();
    long leak = policy.leakMillis();
    return p.rung() != Rung.WARN
        && !s.carriedOn()
        && !s.goesOn()
        && p.firstMillis() >= Math.max(grace, leak)
        && p.firstMillis() - s.ownerlessMillis() <= grace
        && s.ownerlessMillis() >= Math.min(leak, grace * HANDING_OVER_PERCENT / 100);
  }

  private Step living(Progress p, Standing s) {
    boolean graceOver = p.sinceMillis() >= graceMillis(s);
    if (!s.named() && (s.goesOn() || p.rung() == Rung.WARN) && p.rung() != Rung.RELEASE) {
      return WAIT;
    }
    return switch (p.rung()) {
      case WARN -> new Step.Climb(Rung.ABORT);
      case ABORT -> afterAbort(p, s, graceOver);
      case CUT -> p.putOff() > 1 ? afterPutOff(s, graceOver) : afterCut(s, graceOver);
      case INTERRUPT -> graceOver ? afterInterrupt(p, s) : WAIT;
      case RELEASE -> p.result() == Result.BUSY ? afterBusy(p, s) : afterRelease(p);
      case GIVE_UP -> new Step.Close(Outcome.ABANDONED);
    };
  }

  private long graceMillis(Standing s) {
    long unnamed = s.wentOn() ? policy.silenceMillis() : policy.thresholdMillis();
    return s.named() ? policy.graceMillis() : Math.max(policy.graceMillis(), unnamed);
  }

  private Step afterAbort(Progress p, Standing s, boolean graceOver) {
    if (s.inCall() && (p.result() == Result.NO_HANDLE || graceOver)) {
      return new Step.Climb(Rung.CUT);
    }
    return afterCut(s, graceOver);
  }

  private Step afterCut(Standing s, boolean graceOver) {
    return graceOver ? interruptOrRelease(s) : WAIT;
  }

  private Step interruptOrRelease(Standing s) {
    return s.waiting() || s.inCall() ? new Step.Climb(Rung.INTERRUPT) : release(s);
  }

  /** Before anything is taken away or given up, a child that others needed is looked at again. */
  private Step afterInterrupt(Progress p, Standing s) {
    Step next = release(s);
    return p.putOff() > 0 && s.inCall() && !next.equals(WAIT) ? new Step.Climb(Rung.CUT) : next;
  }

  /** Others still need it: what may be released is, and nothing is given up that it may yet end. */
  private Step afterPutOff(Standing s, boolean graceOver) {
    Step next = release(s);
    if (!next.equals(GIVE_UP)) {
      return next;
    }
    return !graceOver ? WAIT : s.inCall() ? new Step.Climb(Rung.CUT) : GIVE_UP;
  }

  private Step release(Standing s) {
    if (!s.named() && !s.waiting()) {
      return WAIT;
    }
    boolean may = (s.leases() && policy.releaseLeases()) || (s.locks() && policy.releaseLocks());
    return may ? new Step.Climb(Rung.RELEASE) : GIVE_UP;
  }

  /**
   * What could not be tried for others were at it is no rung that failed. Meanwhile the holder may
   * have gone on, and is not to be released any more.
   */
  private Step afterBusy(Progress p, Standing s) {
    boolean stuck = s.named() || (!s.goesOn() && s.waiting());
    return stuck ? againAfter(graceMillis(s), p) : WAIT;
  }

  private static Step againAfter(long millis, Progress p) {
    return p.sinceMillis() >= millis ? new Step.Climb(Rung.RELEASE) : WAIT;
  }

  private Step afterRelease(Progress p) {
    boolean failed = p.result() != Result.DONE || p.sinceMillis() >= policy.graceMillis();
    return failed ? new Step.Climb(Rung.GIVE_UP) : WAIT;
  }
}
