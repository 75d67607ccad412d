package dev.unjam.engine.ladder;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.ladder.Progress.Result;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holders that behave at random, each climbed for until it is closed; fixed seeds. */
class LadderSweepTest {
  private static final long GRACE = 5_000;
  private static final long THRESHOLD = 30_000;
  private static final long SILENCE = 120_000;
  private static final long LEAK = 7_000;
  private static final List<Result> SAID = List.of(Result.DONE, Result.NO_HANDLE, Result.FAILED);
  private static final int HOLDERS = 2_000;
  private static final int MOST_TICKS = 10_000;
  private static final int MOST_PUT_OFF = 20;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void noHolderIsEverClimbedDownForOrWithoutVerification(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < HOLDERS; i++) {
      Policy policy =
          new Policy(
              GRACE,
              THRESHOLD,
              SILENCE,
              LEAK,
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean());
      new Climb(policy, random).toTheEnd();
    }
  }

  private static final class Climb {
    private final Policy policy;
    private final Ladder ladder;
    private final Random random;
    private Rung rung = Rung.WARN;
    private long since;
    private boolean pending;
    private Result result = Result.NONE;
    private long ownerless;
    private long first;
    private int putOff;

    Climb(Policy policy, Random random) {
      this.policy = policy;
      this.ladder = new Ladder(policy);
      this.random = random;
    }

    void toTheEnd() {
      for (int tick = 0; tick < MOST_TICKS; tick++) {
        long passed = random.nextInt(1_500);
        since += passed;
        first += passed;
        Standing s = standing(passed);
        remedyMayEnd();
        Progress p = new Progress(rung, since, since, pending, result, first, putOff);
        Step next = ladder.next(p, s);
        if (next instanceof Step.Close close) {
          assertClosed(close, p, s);
          return;
        }
        if (next instanceof Step.Climb climb) {
          assertClimbed(climb.rung(), p, s);
          first = rung == Rung.WARN ? 0 : first;
          rung = climb.rung();
          since = 0;
          pending = rung != Rung.GIVE_UP;
          result = Result.NONE;
        }
      }
      throw new AssertionError("never closed: " + rung + " " + policy);
    }

    private Standing standing(long passed) {
      boolean orphaned = ownerless > 0 || random.nextInt(20) == 0;
      ownerless = orphaned && random.nextInt(40) != 0 ? ownerless + Math.max(1, passed) : 0;
      boolean lease = random.nextBoolean();
      return new Standing(
          random.nextInt(30) != 0,
          random.nextBoolean(),
          random.nextBoolean(),
          ownerless > 0,
          ownerless,
          lease,
          !lease || random.nextBoolean(),
          random.nextBoolean(),
          random.nextInt(5) == 0,
          random.nextBoolean(),
          random.nextInt(5) == 0);
    }

    private void remedyMayEnd() {
      if (pending && random.nextInt(3) == 0) {
        pending = false;
        since = 0;
        result = SAID.get(random.nextInt(SAID.size()));
        if (rung == Rung.CUT) {
          result = putOff < MOST_PUT_OFF && random.nextBoolean() ? Result.BUSY : result;
          putOff = result == Result.BUSY ? putOff + 1 : 0;
        }
      }
    }

    private void assertClosed(Step.Close close, Progress p, Standing s) {
      boolean abandoned = close.outcome() == Outcome.ABANDONED;
      check(abandoned == s.holdsLeft(), "closed as " + close.outcome(), p, s);
      check(!abandoned || p.rung() == Rung.GIVE_UP, "abandoned before it was given up", p, s);
    }

    private void assertClimbed(Rung to, Progress p, Standing s) {
      boolean again = to == Rung.CUT && p.putOff() > 0;
      check(again || to.compareTo(p.rung()) > 0, "down to " + to, p, s);
      check(s.holdsLeft(), "acts on nothing", p, s);
      check(!p.pending(), "acts while a remedy is at work", p, s);
      boolean graceOver = p.rung() == Rung.WARN || p.sinceMillis() >= GRACE;
      boolean saidItself =
          (to == Rung.CUT && p.result() == Result.NO_HANDLE)
              || (to == Rung.RELEASE && p.putOff() > 1)
              || (p.rung() == Rung.RELEASE && p.result() != Result.DONE);
      check(graceOver || saidItself || isForgotten(p, s), "no verification before " + to, p, s);
      assertNeed(to, p, s);
    }

    private void assertNeed(Rung to, Progress p, Standing s) {
      if (!s.ownerless() && !s.named() && p.rung() != Rung.RELEASE) {
        check(!s.goesOn(), to + " of a holder that goes on", p, s);
        boolean yanks = to == Rung.RELEASE || to == Rung.GIVE_UP;
        check(!yanks || s.waiting(), to + " of a holder that runs", p, s);
      }
      if (to == Rung.CUT || to == Rung.INTERRUPT) {
        check(!s.ownerless(), to + " of a thread that is at something else", p, s);
      }
      check(to != Rung.ABORT || !s.ownerless() || s.inCall(), "aborts nothing", p, s);
      check(to != Rung.CUT || s.inCall(), "nothing to cut", p, s);
      check(to != Rung.INTERRUPT || s.inCall() || s.waiting(), "interrupts a runner", p, s);
      if (to == Rung.RELEASE && s.ownerless()) {
        check(policy.releaseOrphans(), "releases an orphan against the policy", p, s);
        boolean leaked = s.ownerlessMillis() >= LEAK || isForgotten(p, s);
        check(leaked, "releases an orphan before the leak", p, s);
      } else if (to == Rung.RELEASE) {
        boolean may =
            (s.leases() && policy.releaseLeases()) || (s.locks() && policy.releaseLocks());
        check(may, "releases against the policy", p, s);
        check(p.rung() != Rung.WARN, "yanks what it has not tried to unwind", p, s);
      }
    }

    private static boolean isForgotten(Progress p, Standing s) {
      boolean goesOn = s.goesOn() || s.carriedOn();
      boolean ofIt = p.firstMillis() >= LEAK && p.firstMillis() - s.ownerlessMillis() <= GRACE;
      return s.ownerless() && p.rung() != Rung.WARN && !goesOn && ofIt;
    }

    private void check(boolean holds, String what, Progress p, Standing s) {
      assertTrue(holds, () -> what + ": " + p + " " + s + " " + policy);
    }
  }
}
