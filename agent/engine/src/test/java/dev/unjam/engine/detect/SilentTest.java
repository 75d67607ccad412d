package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HolderView.Doing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilentTest extends DetectorCase {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aCallWithoutItsFirstByteIsSilentAfterTheSilenceOfAHead() {
    Finding f = onlyAfter(HEAD, new AHolder().holds().calls(AHolder.PROVIDER));
    assertEquals(Verdict.SILENT, f.verdict());
    assertEquals("silent", f.label());
    assertEquals(List.of(1L), f.holds());
    assertEquals(1, f.callId());
    assertEquals(HEAD.toMillis(), f.stuckMillis());
    assertFalse(f.reportOnly());
  }

  @Test
  void aFirstTokenAfterALongSilenceBelowThatOfAHeadIsLeftAlone() {
    AHolder h = new AHolder().holds().calls(AHolder.PROVIDER);
    assertNothingFor(HEAD.minus(TICK), h);
    assertNothingFor(SILENCE.minus(TICK), h.gets(Phase.BODY));
    assertNothingFor(HOUR, h.gets(Phase.DONE).does(Doing.RUNNING));
  }

  @Test
  void aBodyThatStopsIsSilentAfterTheSilence() {
    AHolder h = new AHolder().holds().calls(AHolder.PROVIDER).pass(PATIENCE).gets(Phase.BODY);
    assertEquals(Verdict.SILENT, onlyAfter(SILENCE, h).verdict());
  }

  @Test
  void aStreamWithAByteEveryTwentySecondsIsNeverTouched() {
    AHolder h = new AHolder().holds().waitedForBy(9).calls(AHolder.PROVIDER);
    for (int bytes = 0; bytes < 1_000; bytes++) {
      assertNothing(h.pass(Duration.ofSeconds(20)));
      assertNothing(h.gets(Phase.BODY));
    }
  }

  @Test
  void aChildThatDoesNotAnswerIsSilentAfterTheSilenceOfAChild() {
    Finding f = onlyAfter(CHILD, new AHolder().holds().callsChild());
    assertEquals(Verdict.SILENT, f.verdict());
    assertEquals(
        "silent|acp", f.cause(), "children of one command are one cause, whatever their pid");
  }

  @Test
  void aChildThatHasSpokenKeepsTheSilenceOfAChild() {
    AHolder h = new AHolder().holds().callsChild().gets(Phase.BODY);
    assertEquals(Verdict.SILENT, onlyAfter(CHILD, h).verdict());
  }

  @Test
  void aCallWithoutAHoldIsNobodysBusiness() {
    assertNothingFor(HOUR, new AHolder().calls(AHolder.PROVIDER));
  }

  @Test
  void aHoldWithoutACallAndWithoutWaitersIsLeftAlone() {
    assertNothingFor(HOUR, new AHolder().holds().does(Doing.RUNNING));
    assertNothingFor(HOUR, new AHolder().holds().does(Doing.WAITING));
  }

  @Test
  void aHoldYoungerThanTheCallIsNotWhatTheCallKeepsFromOthers() {
    assertNothingFor(HOUR, new AHolder().calls(AHolder.PROVIDER).holds());
  }

  @Test
  void onlyTheHoldsOlderThanTheCallAreStuck() {
    AHolder h = new AHolder().holds().holds().calls(AHolder.PROVIDER).holds();
    assertEquals(List.of(1L, 2L), onlyAfter(HEAD, h).holds());
  }

  @Test
  void aThreadBlockedBehindSomebodyElsesLockIsNotTheOneThatIsStuck() {
    AHolder h = new AHolder().holds().waitedForBy(3).calls(AHolder.PROVIDER);
    assertNothingFor(HOUR, h.does(Doing.BLOCKED_BEHIND_OTHER));
  }

  @Test
  void aLongToolThatRunsInTheHostItselfIsLeftAlone() {
    AHolder h = new AHolder().holds().calls(AHolder.PROVIDER).gets(Phase.BODY).gets(Phase.DONE);
    assertNothingFor(HOUR, h.does(Doing.RUNNING));
  }

  @Test
  void aThreadThatRunsDoesNotWaitForWhatItStartedAsynchronously() {
    AHolder h = new AHolder().holds().callsAsync(AHolder.PROVIDER).does(Doing.RUNNING);
    assertNothingFor(HOUR, h);
    assertNothingFor(HOUR, h.does(Doing.WAITING));
    assertEquals(Verdict.SILENT, only(h.does(Doing.AWAITING_FUTURE)).verdict());
  }

  @Test
  void whoIsParkedOnSomethingElseThanItsSubscriptionIsLeftAloneForALeaseThatNobodyWants() {
    AHolder h = new AHolder().holds().callsAsync(AHolder.PROVIDER).inNoTask();
    assertNothingFor(HOUR, h.parksOnSomething().does(Doing.AWAITING_FUTURE));
    assertEquals(Verdict.SILENT, only(h.waitedForBy(1)).verdict());
  }

  @Test
  void theSameIsSilentInATaskOrWithALock() {
    AHolder task = new AHolder().holds().callsAsync(AHolder.PROVIDER).parksOnSomething();
    assertEquals(Verdict.SILENT, onlyAfter(HEAD, task.does(Doing.AWAITING_FUTURE)).verdict());
    AHolder lock = new AHolder().holds(HoldKind.LOCK).callsAsync(AHolder.PROVIDER).inNoTask();
    lock.parksOnSomething().does(Doing.AWAITING_FUTURE);
    assertEquals(Verdict.SILENT, onlyAfter(HEAD, lock).verdict());
  }

  @Test
  void whoListensToAStreamThatIsKeptAliveIsLeftAloneForALeaseThatNobodyWants() {
    AHolder h = new AHolder().holds().calls(AHolder.PROVIDER).inNoTask();
    assertNothingFor(HOUR, h.gets(Phase.BODY).isKeptAlive());
    assertEquals(Verdict.SILENT, only(h.waitedForBy(1)).verdict());
  }

  @Test
  void whoWatchesForEventsByABlockingReadIsLeftAloneForALeaseThatNobodyWants() {
    AHolder h = new AHolder().holds().calls(AHolder.PROVIDER).inNoTask().does(Doing.RUNNING);
    assertNothingFor(HOUR, h.gets(Phase.BODY));
    assertEquals(Verdict.SILENT, only(h.waitedForBy(1)).verdict());
    AHolder turn = new AHolder().holds().calls(AHolder.PROVIDER).gets(Phase.BODY);
    assertEquals(Verdict.SILENT, onlyAfter(SILENCE, turn).verdict());
    AHolder lock = new AHolder().holds(HoldKind.LOCK).calls(AHolder.PROVIDER).inNoTask();
    assertEquals(Verdict.SILENT, onlyAfter(SILENCE, lock.gets(Phase.BODY)).verdict());
  }

  @Test
  void anAsynchronousCallThatNobodyWaitsForIsNotHeldAgainstAHealthyOne() {
    AHolder h = new AHolder().holds().callsAsync(AHolder.PROVIDER).calls(AHolder.OTHER_PROVIDER);
    for (int chunk = 0; chunk < 200; chunk++) {
      assertNothing(h.pass(Duration.ofSeconds(20)).gets(Phase.BODY));
    }
  }

  @Test
  void aThreadInABlockingReadRunsAndIsSilentAllTheSame() {
    AHolder h = new AHolder().holds().calls(AHolder.PROVIDER).does(Doing.RUNNING);
    assertEquals(Verdict.SILENT, onlyAfter(HEAD, h).verdict());
  }

  @Test
  void anEarlierAsynchronousCallThatStillLacksItsHeadIsSilent() {
    AHolder h = new AHolder().holds().callsAsync(AHolder.PROVIDER).pass(PATIENCE);
    h.callsAsync(AHolder.OTHER_PROVIDER).gets(Phase.DONE).does(Doing.AWAITING_FUTURE);
    Finding f = onlyAfter(HEAD.minus(PATIENCE), h);
    assertEquals(Verdict.SILENT, f.verdict());
    assertEquals(1, f.callId());
  }
}
