package dev.unjam.engine.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.ladder.Progress.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LadderTest {
  private static final long GRACE = 5_000;
  private static final long THRESHOLD = 30_000;
  private static final long SILENCE = 120_000;
  private static final long LEAK = 7_000;
  private static final Step WAIT = new Step.Wait();

  private static final Standing IN_CALL = named(true, false, true, true);
  private static final Standing ASLEEP = named(false, true, true, true);
  private static final Standing RUNNING = named(false, false, true, true);
  private static final Standing FREE =
      new Standing(false, false, false, false, 0, false, false, false, false, false, false);

  private final Ladder leases = ladder(true, true, false);

  private static Ladder ladder(boolean orphans, boolean leases, boolean locks) {
    return new Ladder(new Policy(GRACE, THRESHOLD, SILENCE, LEAK, orphans, leases, locks));
  }

  private static Progress done(Rung rung, long since) {
    return new Progress(rung, since, false, Result.DONE);
  }

  private static Progress busySince(long millis) {
    return new Progress(Rung.RELEASE, millis, false, Result.BUSY);
  }

  /** One that the detector finds stuck. */
  private static Standing named(boolean inCall, boolean waiting, boolean leases, boolean locks) {
    return new Standing(true, inCall, waiting, false, 0, leases, locks, true, false, false, false);
  }

  /** One that it found stuck before, and does not now. */
  private static Standing unnamed(boolean inCall, boolean waiting, boolean goesOn, boolean went) {
    return new Standing(true, inCall, waiting, false, 0, true, true, false, goesOn, went, false);
  }

  private static Standing orphan(long since) {
    return new Standing(true, false, false, true, since, true, true, false, false, false, false);
  }

  private static Step climb(Rung rung) {
    return new Step.Climb(rung);
  }

  @Test
  void aWarnedHolderIsDeniedAndItsCallAbortedAtOnce() {
    assertEquals(climb(Rung.ABORT), leases.next(done(Rung.WARN, 0), IN_CALL));
    assertEquals(climb(Rung.ABORT), leases.next(done(Rung.WARN, 0), ASLEEP));
  }

  @ParameterizedTest
  @EnumSource(
      value = Rung.class,
      names = {"ABORT", "CUT", "INTERRUPT"})
  void aRungThatActsIsGivenItsWholeGrace(Rung rung) {
    for (Standing s : new Standing[] {IN_CALL, ASLEEP, RUNNING}) {
      assertEquals(WAIT, leases.next(done(rung, GRACE - 1), s), s::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ABORT,true,false,CUT",
    "ABORT,false,true,INTERRUPT",
    "ABORT,false,false,RELEASE",
    "CUT,true,false,INTERRUPT",
    "CUT,false,true,INTERRUPT",
    "CUT,false,false,RELEASE",
    "INTERRUPT,true,true,RELEASE",
    "INTERRUPT,false,true,RELEASE",
  })
  void afterTheGraceTheNextRungThatHasSomethingToActOnIsClimbed(
      Rung from, boolean inCall, boolean waiting, Rung to) {
    Standing s = named(inCall, waiting, true, false);
    assertEquals(climb(to), leases.next(done(from, GRACE), s));
  }

  @Test
  void aCallWithoutAHandleIsCutAtOnce() {
    Progress none = new Progress(Rung.ABORT, 0, false, Result.NO_HANDLE);
    assertEquals(climb(Rung.CUT), leases.next(none, IN_CALL));
    assertEquals(WAIT, leases.next(none, ASLEEP), "there is no call to cut");
  }

  @Test
  void aFailedAbortStillHasItsGrace() {
    assertEquals(WAIT, leases.next(new Progress(Rung.ABORT, 0, false, Result.FAILED), IN_CALL));
  }

  @ParameterizedTest
  @EnumSource(
      value = Rung.class,
      names = {"ABORT", "CUT", "INTERRUPT", "RELEASE"})
  void nothingHappensWhileARemedyIsAtWork(Rung rung) {
    Progress pending = new Progress(rung, 100 * GRACE, true, Result.NONE);
    assertEquals(WAIT, leases.next(pending, IN_CALL));
    assertEquals(WAIT, leases.next(pending, orphan(100 * LEAK)));
  }

  @ParameterizedTest
  @CsvSource({
    "WARN,SELF_RECOVERED",
    "ABORT,RELEASED_BY_OWNER",
    "CUT,RELEASED_BY_OWNER",
    "INTERRUPT,RELEASED_BY_OWNER",
    "RELEASE,RELEASED_BY_FORCE",
    "GIVE_UP,SELF_RECOVERED",
  })
  void aHolderThatLetGoIsClosedByWhatWasDoneLast(Rung last, Outcome outcome) {
    assertEquals(new Step.Close(outcome), leases.next(done(last, 0), FREE));
    Progress pending = new Progress(last, 0, true, Result.NONE);
    assertEquals(new Step.Close(outcome), leases.next(pending, FREE));
  }

  @Test
  void aReleaseThatFoundOthersAtItIsTriedAgainAndOneThatFailedIsNot() {
    Progress busy = new Progress(Rung.RELEASE, 0, false, Result.BUSY);
    assertEquals(WAIT, leases.next(busy, ASLEEP), "others are at it still");
    assertEquals(WAIT, leases.next(busy, orphan(LEAK)));
    Progress since = busySince(GRACE);
    assertEquals(climb(Rung.RELEASE), leases.next(since, ASLEEP));
    assertEquals(climb(Rung.RELEASE), leases.next(since, orphan(LEAK)));
    Standing parked = unnamed(false, true, false, false);
    assertEquals(WAIT, leases.next(since, parked), "it may have been put right meanwhile");
    assertEquals(climb(Rung.RELEASE), leases.next(busySince(THRESHOLD), parked));
    Standing afterOther = unnamed(false, true, false, true);
    assertEquals(WAIT, leases.next(busySince(THRESHOLD), afterOther), "it went on meanwhile");
    assertEquals(climb(Rung.RELEASE), leases.next(busySince(SILENCE), afterOther));
    assertEquals(WAIT, leases.next(since, unnamed(true, true, true, true)), "it goes on");
    assertEquals(WAIT, leases.next(since, unnamed(false, false, false, true)), "it runs");
    Progress failed = new Progress(Rung.RELEASE, 0, false, Result.FAILED);
    assertEquals(climb(Rung.GIVE_UP), leases.next(failed, ASLEEP));
  }

  @Test
  void anOrphanIsReleasedAfterTheLeakWithoutAnyOtherRung() {
    assertEquals(WAIT, leases.next(done(Rung.WARN, 0), orphan(LEAK - 1)));
    assertEquals(climb(Rung.RELEASE), leases.next(done(Rung.WARN, 0), orphan(LEAK)));
  }

  @Test
  void aHolderWhoseTaskEndedUnderWayIsReleasedFromWhicheverRungAfterItsGrace() {
    for (Rung rung : new Rung[] {Rung.ABORT, Rung.CUT, Rung.INTERRUPT}) {
      assertEquals(WAIT, leases.next(done(rung, GRACE), orphan(LEAK - 1)));
      assertEquals(WAIT, leases.next(done(rung, GRACE - 1), orphan(LEAK)));
      assertEquals(climb(Rung.RELEASE), leases.next(done(rung, GRACE), orphan(LEAK)));
    }
  }

  /** A child has half of the grace to end its request by itself: that is none of a task's. */
  @Test
  void whatTheRemedyTookIsOfTheGraceOfAHolderWhoseTaskHasEnded() {
    Progress early = new Progress(Rung.ABORT, GRACE / 2, GRACE - 1, false, Result.DONE);
    Progress done = new Progress(Rung.ABORT, GRACE / 2, GRACE, false, Result.DONE);
    assertEquals(WAIT, leases.next(early, orphan(LEAK)));
    assertEquals(WAIT, leases.next(done, orphan(LEAK - 1)));
    assertEquals(climb(Rung.RELEASE), leases.next(done, orphan(LEAK)));
    assertEquals(WAIT, leases.next(done, IN_CALL), "who is there still has all of it");
  }

  @Test
  void theCallThatGoesOnAfterItsTaskEndedIsAbortedBeforeAnythingIsReleased() {
    Standing carriedOn =
        new Standing(true, true, false, true, LEAK, true, false, false, false, false, true);
    assertEquals(climb(Rung.ABORT), leases.next(done(Rung.WARN, 0), carriedOn));
    assertEquals(WAIT, leases.next(done(Rung.ABORT, GRACE - 1), carriedOn));
    assertEquals(climb(Rung.RELEASE), leases.next(done(Rung.ABORT, GRACE), carriedOn));
  }

  @ParameterizedTest
  @CsvSource({
    "none,   true,  false, GIVE_UP",
    "none,   false, true,  GIVE_UP",
    "leases, true,  false, RELEASE",
    "leases, false, true,  GIVE_UP",
    "leases, true,  true,  RELEASE",
    "all,    true,  false, RELEASE",
    "all,    false, true,  RELEASE",
  })
  void whatALivingHolderHasIsReleasedOnlyIfThePolicyNamesItsKind(
      String policy, boolean hasLease, boolean hasLock, Rung expected) {
    Ladder ladder =
        switch (policy) {
          case "none" -> ladder(false, false, false);
          case "leases" -> ladder(true, true, false);
          default -> ladder(true, true, true);
        };
    Standing s = named(false, true, hasLease, hasLock);
    assertEquals(climb(expected), ladder.next(done(Rung.INTERRUPT, GRACE), s));
  }

  @Test
  void anOrphanIsGivenUpWhereNothingMayBeReleased() {
    Ladder none = ladder(false, false, false);
    assertEquals(climb(Rung.GIVE_UP), none.next(done(Rung.WARN, 0), orphan(LEAK)));
  }

  @Test
  void aReleaseThatDidNotHelpIsGivenUp() {
    for (Standing s : new Standing[] {RUNNING, orphan(LEAK)}) {
      Progress failed = new Progress(Rung.RELEASE, 0, false, Result.FAILED);
      assertEquals(climb(Rung.GIVE_UP), leases.next(failed, s));
      assertEquals(WAIT, leases.next(done(Rung.RELEASE, GRACE - 1), s));
      assertEquals(climb(Rung.GIVE_UP), leases.next(done(Rung.RELEASE, GRACE), s));
    }
  }

  @Test
  void whatWasGivenUpIsAbandoned() {
    assertEquals(new Step.Close(Outcome.ABANDONED), leases.next(done(Rung.GIVE_UP, 0), IN_CALL));
    assertEquals(
        new Step.Close(Outcome.ABANDONED), leases.next(done(Rung.GIVE_UP, 0), orphan(LEAK)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Rung.class,
      names = {"ABORT", "CUT", "INTERRUPT"})
  void whoGoesOnWithSomethingElseIsLetBeUntilItIsFoundStuckAgain(Rung rung) {
    for (boolean waits : new boolean[] {true, false}) {
      Standing goesOn = unnamed(true, waits, true, true);
      assertEquals(WAIT, leases.next(done(rung, 100 * SILENCE), goesOn));
    }
    Step again = leases.next(done(rung, GRACE), IN_CALL);
    assertEquals(true, again instanceof Step.Climb, again::toString);
  }

  @Test
  void whoIsNoLongerFoundStuckAndSleepsIsGivenTheThresholdRatherThanTheGrace() {
    Standing asleep = unnamed(false, true, false, false);
    assertEquals(WAIT, leases.next(done(Rung.ABORT, THRESHOLD - 1), asleep));
    assertEquals(climb(Rung.INTERRUPT), leases.next(done(Rung.ABORT, THRESHOLD), asleep));
    assertEquals(WAIT, leases.next(done(Rung.INTERRUPT, THRESHOLD - 1), asleep));
    assertEquals(climb(Rung.RELEASE), leases.next(done(Rung.INTERRUPT, THRESHOLD), asleep));
  }

  @Test
  void whoTurnedToSomethingElseInBetweenIsGivenTheTimeOfASilence() {
    Standing asleep = unnamed(false, true, false, true);
    assertEquals(WAIT, leases.next(done(Rung.ABORT, SILENCE - 1), asleep));
    assertEquals(climb(Rung.INTERRUPT), leases.next(done(Rung.ABORT, SILENCE), asleep));
  }

  @ParameterizedTest
  @EnumSource(
      value = Rung.class,
      names = {"ABORT", "CUT", "INTERRUPT"})
  void nothingIsTakenFromWhoRunsAndIsNoLongerFoundStuck(Rung rung) {
    Standing runs = unnamed(false, false, false, false);
    assertEquals(WAIT, leases.next(done(rung, 100 * SILENCE), runs));
    assertEquals(climb(Rung.RELEASE), leases.next(done(rung, GRACE), RUNNING));
  }

  @Test
  void nothingIsDoneAboutAnOldWarningOfWhoIsNoLongerFoundStuck() {
    assertEquals(WAIT, leases.next(done(Rung.WARN, SILENCE), unnamed(true, true, false, false)));
  }
}
