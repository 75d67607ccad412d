package dev.unjam.engine.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.ladder.Progress.Result;
import org.junit.jupiter.api.Test;

/** When what was forgotten is free, and when a child that others needed is looked at again. */
class LadderInTimeTest {
  private static final long GRACE = 5_000;
  private static final long LEAK = 9_000;
  private static final Step WAIT = new Step.Wait();
  private static final Standing IN_CALL = stuck(true);
  private static final Standing ASLEEP = stuck(false);

  private static Policy policy(long leak, boolean orphans, boolean living) {
    return new Policy(GRACE, 30_000, 120_000, leak, orphans, living, living);
  }

  private static Standing stuck(boolean inCall) {
    return new Standing(true, inCall, true, false, 0, true, true, true, false, false, false);
  }

  private static Standing orphan(long since) {
    return orphan(since, false, false);
  }

  private static Standing orphan(long since, boolean goesOn, boolean carriedOn) {
    return new Standing(
        true, false, false, true, since, true, true, false, goesOn, false, carriedOn);
  }

  private static Step climb(Rung rung) {
    return new Step.Climb(rung);
  }

  private static Progress acted(long first) {
    return new Progress(Rung.CUT, 0, 0, false, Result.DONE, first, 0);
  }

  /** The whole time for a leak, were it counted from there, would be one too many. */
  @Test
  void whatATaskForgotThatEndedWithinTheGraceIsReleasedALeakAfterTheFirstRungBegan() {
    Ladder ladder = new Ladder(policy(LEAK, true, true));
    assertEquals(WAIT, ladder.next(acted(LEAK - 1), orphan(LEAK - GRACE)));
    assertEquals(climb(Rung.RELEASE), ladder.next(acted(LEAK), orphan(LEAK - GRACE)));
    assertEquals(WAIT, ladder.next(acted(LEAK), orphan(LEAK - GRACE - 1)), "it went on for longer");
    assertEquals(WAIT, ladder.next(acted(LEAK), orphan(LEAK - GRACE, true, false)), "goes on");
    assertEquals(WAIT, ladder.next(acted(LEAK), orphan(LEAK - GRACE, false, true)), "handed on");
    Progress warned = new Progress(Rung.WARN, LEAK, false, Result.NONE);
    assertEquals(WAIT, ladder.next(warned, orphan(LEAK - GRACE)), "nothing was done");
  }

  @Test
  void threeFifthsOfTheGraceAreLeftToWhoMayHaveBeenToldToReleaseIt() {
    Ladder ladder = new Ladder(policy(GRACE, true, true));
    assertEquals(WAIT, ladder.next(acted(GRACE), orphan(3 * GRACE / 5 - 1)));
    assertEquals(climb(Rung.RELEASE), ladder.next(acted(GRACE), orphan(3 * GRACE / 5)));
    assertEquals(WAIT, ladder.next(acted(GRACE - 1), orphan(3 * GRACE / 5)));
    Ladder none = new Ladder(policy(GRACE, false, true));
    assertEquals(climb(Rung.GIVE_UP), none.next(acted(GRACE), orphan(3 * GRACE / 5)));
  }

  private static Progress putOff(Rung rung, long since, int times) {
    return new Progress(rung, since, since, false, Result.BUSY, 100 * GRACE, times);
  }

  @Test
  void aChildThatOthersNeededIsLookedAtAgainBeforeAnythingIsTakenOrGivenUp() {
    Ladder all = new Ladder(policy(LEAK, true, true));
    Ladder none = new Ladder(policy(LEAK, true, false));
    for (Ladder ladder : new Ladder[] {all, none}) {
      assertEquals(climb(Rung.INTERRUPT), ladder.next(putOff(Rung.CUT, GRACE, 1), IN_CALL));
      assertEquals(WAIT, ladder.next(putOff(Rung.CUT, GRACE - 1, 1), IN_CALL));
      assertEquals(climb(Rung.CUT), ladder.next(putOff(Rung.INTERRUPT, GRACE, 1), IN_CALL));
      assertEquals(WAIT, ladder.next(putOff(Rung.INTERRUPT, GRACE - 1, 1), IN_CALL));
    }
    assertEquals(climb(Rung.RELEASE), all.next(putOff(Rung.INTERRUPT, GRACE, 1), ASLEEP));
    assertEquals(climb(Rung.RELEASE), all.next(putOff(Rung.CUT, 0, 2), IN_CALL), "in time");
    assertEquals(WAIT, none.next(putOff(Rung.CUT, GRACE - 1, 2), IN_CALL));
    assertEquals(climb(Rung.CUT), none.next(putOff(Rung.CUT, GRACE, 2), IN_CALL));
    assertEquals(climb(Rung.GIVE_UP), none.next(putOff(Rung.CUT, GRACE, 2), ASLEEP));
    assertEquals(climb(Rung.GIVE_UP), none.next(putOff(Rung.INTERRUPT, GRACE, 0), IN_CALL));
  }
}
