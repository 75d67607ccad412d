package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.refusal.RefusalClass;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.HolderView.Doing;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedTest extends DetectorCase {
  private static final Duration HOUR = Duration.ofHours(1);

  private static AHolder refused(RefusalClass why, @Nullable Duration retryAfter, Phase then) {
    return new AHolder().holds().calls(AHolder.PROVIDER).isRefused(why, retryAfter, then);
  }

  @ParameterizedTest
  @CsvSource({
    "QUOTA,      , 30",
    "BILLING,    , 30",
    "RATE_LIMIT, , 60",
    "OVERLOADED, , 60",
    "QUOTA,      0, 30",
    "BILLING,    20, 30",
    // The patience is for what passes by itself: a hard refusal has the threshold, even where it
    // names a time between the two.
    "QUOTA,      45, 30",
    "BILLING,    60, 30",
    "RATE_LIMIT, 0, 60",
    "RATE_LIMIT, 20, 60",
    "OVERLOADED, 60, 60",
    "QUOTA,      61, 5",
    "BILLING,    7200, 5",
    "RATE_LIMIT, 61, 5",
    "OVERLOADED, 7200, 5",
  })
  void aHolderThatSleepsOnARefusalIsStuckAfterTheTimeOfItsKind(
      RefusalClass why, @Nullable Long retryAfter, long seconds) {
    Duration wait = retryAfter == null ? null : Duration.ofSeconds(retryAfter);
    AHolder h = refused(why, wait, Phase.DONE).does(Doing.SLEEPING);
    Finding f = onlyAfter(Duration.ofSeconds(seconds), h);
    assertEquals(Verdict.REFUSED, f.verdict());
    assertEquals("refused/" + why.label(), f.label());
    assertEquals("refused|" + why.label() + "|" + AHolder.PROVIDER, f.cause());
    assertEquals(0, f.callId(), "no call is in flight");
    assertFalse(f.reportOnly());
  }

  @Test
  void aRefusalWhoseBodyNeverEndsIsStuckInsideTheCall() {
    Finding f = onlyAfter(THRESHOLD, refused(RefusalClass.QUOTA, null, Phase.BODY));
    assertEquals(Verdict.REFUSED, f.verdict());
    assertEquals(1, f.callId());
    assertEquals(429, f.status());
  }

  /** What it told of may have been refused to a tool of its, or to whoever wrote the log. */
  @Test
  void aChildThatWorksOnAfterARefusalIsNeverTouchedUntilItWorksNoMore() {
    AHolder h = new AHolder().holds().callsChild().isRefused(RefusalClass.QUOTA, null, Phase.SENT);
    for (int looks = 0; looks < 500; looks++) {
      assertNothing(h.pass(Duration.ofSeconds(20)).gets(Phase.SENT));
    }
    Finding f = onlyAfter(THRESHOLD, h);
    assertEquals("refused/quota", f.label());
  }

  @Test
  void aChildThatMayHaveGotOverARefusalIsStuckByItsSilenceAlone() {
    AHolder h = new AHolder().holds().waitedForBy(3).callsChild();
    h.isRefused(RefusalClass.QUOTA, HOUR, Phase.SENT).mayHaveGotOverIt(true);
    Finding f = onlyAfter(CHILD, h);
    assertEquals("silent/quota", f.label());
  }

  @Test
  void soIsOneThatAnotherThreadAsksAndARefusalThatComesAgainCountsFromTheFirst() {
    AHolder h = new AHolder().holds().callsChild().handsOver(Awaited.YES);
    h.isRefused(RefusalClass.QUOTA, null, Phase.SENT).mayHaveGotOverIt(true);
    assertNothingFor(CHILD.minus(TICK), h);
    assertEquals("refused/quota", only(h.mayHaveGotOverIt(false)).label());
    assertEquals("silent/quota", only(h.mayHaveGotOverIt(true).pass(TICK)).label());
  }

  /** What was overheard beside an answer is no error of the answer's. */
  @Test
  void whoSleepsOnATurnThatEndedBehindARefusalIsLeftAlone() {
    AHolder h = new AHolder().holds().waitedForBy(3).callsChild();
    h.isRefused(RefusalClass.QUOTA, HOUR, Phase.DONE).does(Doing.SLEEPING);
    only(h.pass(THRESHOLD));
    assertNothingFor(Duration.ofMinutes(4), h.mayHaveGotOverIt(true));
  }

  @Test
  void refusalsOfOneProviderWithOneClassAreOneCause() {
    Finding one = onlyAfter(THRESHOLD, refused(RefusalClass.QUOTA, null, Phase.BODY));
    AHolder later = new AHolder().pass(HOUR).holds().holds().calls(AHolder.PROVIDER);
    later.isRefused(RefusalClass.QUOTA, null, Phase.DONE).does(Doing.SLEEPING);
    Finding two = onlyAfter(THRESHOLD, later);
    assertEquals(one.cause(), two.cause());
    assertEquals(List.of(1L, 2L), two.holds());
  }

  @Test
  void aRetryAfterThatWillPassIsWaitedOutAndItsNextAttemptHasItsChance() {
    AHolder h = refused(RefusalClass.RATE_LIMIT, Duration.ofSeconds(45), Phase.DONE);
    assertNothingFor(Duration.ofSeconds(45), h);
    h.calls(AHolder.PROVIDER);
    assertNothingFor(Duration.ofSeconds(44), h);
    assertNothingFor(HOUR, h.gets(Phase.DONE).does(Doing.RUNNING));
  }

  @Test
  void aFallbackToAnotherProviderThatStreamsIsNeverTouched() {
    AHolder h = refused(RefusalClass.QUOTA, null, Phase.DONE).calls(AHolder.OTHER_PROVIDER);
    for (int bytes = 0; bytes < 500; bytes++) {
      assertNothing(h.pass(Duration.ofSeconds(20)).gets(Phase.BODY));
    }
  }

  @Test
  void aFallbackAfterSeveralRefusalsThatStreamsIsNeverTouched() {
    AHolder h = refused(RefusalClass.QUOTA, null, Phase.DONE);
    h.calls(AHolder.PROVIDER).isRefused(RefusalClass.QUOTA, null, Phase.DONE);
    h.calls(AHolder.PROVIDER).isRefused(RefusalClass.QUOTA, null, Phase.DONE);
    h.calls(AHolder.OTHER_PROVIDER);
    for (int bytes = 0; bytes < 500; bytes++) {
      assertNothing(h.pass(Duration.ofSeconds(20)).gets(Phase.BODY));
    }
  }

  @Test
  void aLongComputationAfterARefusalIsNeverTouched() {
    assertNothingFor(HOUR, refused(RefusalClass.QUOTA, null, Phase.DONE).does(Doing.RUNNING));
  }

  @Test
  void aLongComputationAfterAClientsOwnRetriesIsNeverTouched() {
    AHolder h = refused(RefusalClass.QUOTA, null, Phase.DONE);
    h.pass(Duration.ofSeconds(1)).calls(AHolder.PROVIDER);
    h.isRefused(RefusalClass.QUOTA, null, Phase.DONE).does(Doing.RUNNING);
    assertNothingFor(HOUR, h);
  }

  @Test
  void aRetryLoopIsStuckFromItsFirstRefusalOn() {
    AHolder h = refused(RefusalClass.QUOTA, null, Phase.DONE);
    for (int i = 0; i < 29; i++) {
      assertNothing(h.pass(Duration.ofSeconds(1)));
      h.calls(AHolder.PROVIDER);
      assertNothing(h);
      h.isRefused(RefusalClass.QUOTA, null, Phase.DONE);
    }
    Finding f = onlyAfter(Duration.ofSeconds(1), h);
    assertEquals(Verdict.RETRYING, f.verdict());
    assertEquals("retrying/quota", f.label());
  }

  @Test
  void aRetryLoopThatNeverSleepsIsStuckToo() {
    AHolder h = refused(RefusalClass.QUOTA, null, Phase.DONE).does(Doing.RUNNING);
    for (int i = 0; i < 30; i++) {
      assertNothing(h);
      h.calls(AHolder.PROVIDER).isRefused(RefusalClass.QUOTA, null, Phase.DONE);
      h.pass(Duration.ofSeconds(1));
    }
    assertEquals(Verdict.RETRYING, only(h).verdict());
  }

  @ParameterizedTest
  @CsvSource({"3600", "0"})
  void whoAsksAnotherModelBehindTheSameHostIsJudgedByThatCallsOwnSilence(long retryAfter) {
    Duration wait = Duration.ofSeconds(retryAfter);
    AHolder h = refused(RefusalClass.QUOTA, wait, Phase.DONE).calls(AHolder.PROVIDER);
    Finding f = onlyAfter(HEAD, h);
    assertEquals(Verdict.SILENT, f.verdict());
    assertEquals(2, f.callId());
  }

  @Test
  void thirdModelBehindTheSameHostThatStreamsIsNeverTouched() {
    AHolder h = refused(RefusalClass.QUOTA, HOUR, Phase.DONE);
    h.calls(AHolder.PROVIDER).isRefused(RefusalClass.QUOTA, HOUR, Phase.DONE);
    h.calls(AHolder.PROVIDER);
    for (int bytes = 0; bytes < 500; bytes++) {
      assertNothing(h.pass(Duration.ofSeconds(20)).gets(Phase.BODY));
    }
  }

  @Test
  void whoWasRefusedTwiceAndHangsInTheThirdAttemptIsRetrying() {
    AHolder h = refused(RefusalClass.QUOTA, null, Phase.DONE);
    h.calls(AHolder.PROVIDER).isRefused(RefusalClass.QUOTA, null, Phase.DONE);
    h.pass(Duration.ofSeconds(6)).calls(AHolder.PROVIDER);
    assertEquals(Verdict.RETRYING, onlyAfter(HEAD, h).verdict());
  }

  @Test
  void thirdModelBehindTheSameHostThatThinksForMinutesIsNeverTouched() {
    AHolder h = refused(RefusalClass.QUOTA, HOUR, Phase.DONE);
    h.calls(AHolder.PROVIDER).isRefused(RefusalClass.QUOTA, HOUR, Phase.DONE);
    h.calls(AHolder.PROVIDER);
    assertNothingFor(HEAD.minus(TICK), h);
    assertNothingFor(HOUR, h.gets(Phase.DONE).does(Doing.RUNNING));
  }

  @Test
  void whoIsParkedOnSomethingAfterOneRefusalMayAskAPersonAndIsGivenTheTimeOfASilence() {
    for (Duration wait : List.of(Duration.ZERO, HOUR)) {
      AHolder h = refused(RefusalClass.QUOTA, wait, Phase.DONE).does(Doing.AWAITING_FUTURE);
      assertEquals(Verdict.REFUSED, onlyAfter(SILENCE, h).verdict());
    }
  }

  @Test
  void whoIsParkedOnSomethingInNoTaskIsLeftAloneUntilSomebodyWaits() {
    AHolder h = refused(RefusalClass.QUOTA, HOUR, Phase.DONE).inNoTask();
    assertNothingFor(HOUR, h.does(Doing.AWAITING_FUTURE));
    assertEquals(Verdict.REFUSED, only(h.waitedForBy(1)).verdict());
  }

  @ParameterizedTest
  @CsvSource({"SLEEPING", "WAITING", "AWAITING_FUTURE"})
  void aFallbackOnAnotherThreadThatGoesWellIsNeverTouched(Doing doing) {
    AHolder h = refused(RefusalClass.QUOTA, HOUR, Phase.DONE).does(doing);
    assertNothingFor(HOUR, h.hasWorkDone(Phase.BODY));
    assertEquals(Verdict.REFUSED, only(h.hasWorkDone(Phase.DONE)).verdict());
  }

  @Test
  void aStreamOfThisTurnSavesItAndOneThatAnEarlierTurnLeftOpenDoesNot() {
    AHolder now = new AHolder().holds().callsAsync(AHolder.OTHER_PROVIDER).gets(Phase.BODY);
    assertNothing(asleepAfterARefusal(now.parksOnSomething()).pass(THRESHOLD));
    AHolder before = new AHolder().callsAsync(AHolder.OTHER_PROVIDER).gets(Phase.BODY).holds();
    Finding f = onlyAfter(THRESHOLD, asleepAfterARefusal(before.parksOnSomething()));
    assertEquals(Verdict.REFUSED, f.verdict());
    AHolder awaited = new AHolder().callsAsync(AHolder.OTHER_PROVIDER).gets(Phase.BODY).holds();
    assertNothing(asleepAfterARefusal(awaited).pass(THRESHOLD));
  }

  private static AHolder asleepAfterARefusal(AHolder h) {
    h.calls(AHolder.PROVIDER).isRefused(RefusalClass.QUOTA, null, Phase.DONE);
    return h.does(Doing.SLEEPING);
  }

  @Test
  void aHoldYoungerThanTheRefusedCallIsNotStuckOnIt() {
    AHolder h = new AHolder().calls(AHolder.PROVIDER);
    assertNothingFor(HOUR, h.isRefused(RefusalClass.QUOTA, null, Phase.DONE).holds());
  }

  @Test
  void aRefusedThreadThatIsBlockedBehindSomebodyElsesLockIsNotTheOneThatIsStuck() {
    AHolder h = refused(RefusalClass.QUOTA, null, Phase.DONE);
    assertNothingFor(HOUR, h.waitedForBy(2).does(Doing.BLOCKED_BEHIND_OTHER));
  }
}
