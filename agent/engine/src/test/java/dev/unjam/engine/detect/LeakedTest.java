package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.refusal.RefusalClass;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HolderView.Doing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakedTest extends DetectorCase {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aLockThatItsTaskLeftBehindAndSomebodyWaitsForIsLeaked() {
    AHolder h = new AHolder().holds(HoldKind.LOCK).waitedForBy(1).taskEnds();
    Finding f = onlyAfter(LEAK, h);
    assertEquals(Verdict.LEAKED, f.verdict());
    assertEquals("leaked", f.label());
    assertEquals(LEAK.toMillis(), f.stuckMillis());
    assertFalse(f.reportOnly());
  }

  @Test
  void aLeaseMayHaveBeenHandedOverAndIsOnlyReported() {
    AHolder h = new AHolder().holds().waitedForBy(1).taskEnds();
    assertTrue(onlyAfter(LEAK, h).reportOnly());
    assertTrue(only(h.pass(HOUR)).reportOnly());
  }

  @Test
  void whatNobodyHasBegunForTheTimeOfASilenceWillNotReleaseIt() {
    AHolder h = new AHolder().holds().waitedForBy(1).lastCallFailed().taskEnds();
    assertEquals(Verdict.LEAKED, onlyAfter(SILENCE, h.hasWorkQueued()).verdict());
  }

  @Test
  void whatATimerHasIsNotDueForAsLongAsItSays() {
    AHolder h = new AHolder().holds().waitedForBy(1).lastCallFailed().taskEnds();
    assertNothingFor(Duration.ofHours(1), h.hasWorkQueuedForLater(true));
    assertEquals(Verdict.LEAKED, only(h.hasWorkQueuedForLater(false)).verdict());
  }

  @Test
  void aLeaseWhoseTaskFailedIsLeakedAsSoonAsSomebodyWaits() {
    AHolder h = new AHolder().holds().lastCallFailed().taskEnds();
    assertTrue(onlyAfter(LEAK, h).reportOnly());
    assertFalse(only(h.waitedForBy(1)).reportOnly());
  }

  @Test
  void aHoldWhoseTaskWasRefusedIsLeakedWithTheRefusalAndItsCauseWithoutAnyWaiter() {
    AHolder h = new AHolder().holds().calls(AHolder.PROVIDER);
    h.isRefused(RefusalClass.QUOTA, null, Phase.DONE).taskEnds();
    Finding f = onlyAfter(LEAK, h);
    assertEquals("leaked/quota", f.label());
    assertEquals("refused|quota|" + AHolder.PROVIDER, f.cause());
    assertFalse(f.reportOnly());
  }

  @Test
  void aFileThatIsNoTranscriptsLockIsOnlyReportedUntilSomebodyWaits() {
    AHolder h = new AHolder().holds().called("/project/deno.lock").calls(AHolder.PROVIDER);
    h.isRefused(RefusalClass.QUOTA, null, Phase.DONE).taskEnds();
    assertTrue(onlyAfter(LEAK, h).reportOnly());
    assertTrue(only(h.pass(HOUR)).reportOnly());
    assertFalse(only(h.waitedForBy(1)).reportOnly());
  }

  @Test
  void aPermitOfADeadThreadIsOnlyReportedUnlessItWasRefused() {
    AHolder h = new AHolder().holds(HoldKind.SEMAPHORE).waitedForBy(1).dies();
    assertTrue(onlyAfter(LEAK, h).reportOnly());
    AHolder refused = new AHolder().holds(HoldKind.SEMAPHORE).calls(AHolder.PROVIDER);
    refused.isRefused(RefusalClass.QUOTA, null, Phase.DONE).dies();
    assertFalse(onlyAfter(LEAK, refused).reportOnly());
  }

  @Test
  void aLifetimeLockOfADeadMainThreadWithoutWaitersIsOnlyReported() {
    AHolder h = new AHolder().holds().pass(HOUR).taskEnds();
    assertTrue(onlyAfter(LEAK, h).reportOnly());
    assertTrue(only(h.pass(HOUR)).reportOnly());
  }

  @Test
  void anAsynchronousCallThatIsStillInFlightCarriesTheHoldOfAnEndedTask() {
    AHolder h = new AHolder().holds().waitedForBy(2).callsAsync(AHolder.PROVIDER).taskEnds();
    for (int bytes = 0; bytes < 500; bytes++) {
      assertNothing(h.pass(Duration.ofSeconds(20)).gets(Phase.BODY));
    }
    assertEquals(Verdict.LEAKED, only(h.gets(Phase.DONE)).verdict());
  }

  @Test
  void anAsynchronousCallOfTheThreadsNextTaskCarriesNothingThatTheFormerLeftBehind() {
    AHolder h = new AHolder().holds().waitedForBy(1).lastCallFailed().getsAnotherTask();
    h.callsAsync(AHolder.PROVIDER).gets(Phase.BODY);
    Finding f = onlyAfter(LEAK, h);
    assertEquals(List.of(1L), f.holds());
    assertFalse(f.reportOnly());
  }

  @Test
  void aCallUnderAVeryOldLockMayBeOfTheTaskThatItWasLeftBehindBy() {
    AHolder h = new AHolder().holds().waitedForBy(1).lastCallFailed().pass(HOUR);
    h.holds().startsAnotherTurn().callsAsync(AHolder.PROVIDER).gets(Phase.BODY).taskEnds();
    assertNothing(h.pass(LEAK));
    AHolder later = new AHolder().holds().waitedForBy(1).lastCallFailed().taskEnds().pass(HOUR);
    later.holds().startsAnotherTurn().callsAsync(AHolder.PROVIDER).gets(Phase.BODY);
    assertEquals(List.of(1L), only(later).holds());
  }

  @Test
  void anAsynchronousCallOfAnEndedTaskThatFallsSilentIsSilent() {
    AHolder h = new AHolder().holds().callsAsync(AHolder.PROVIDER).taskEnds();
    assertEquals(Verdict.SILENT, onlyAfter(HEAD, h).verdict());
  }

  @Test
  void whatOneTaskLeftBehindIsOneFinding() {
    AHolder h = new AHolder().holds(HoldKind.LOCK).waitedForBy(1);
    h.holds(HoldKind.LOCK).waitedForBy(1).taskEnds();
    assertEquals(List.of(1L, 2L), onlyAfter(LEAK, h).holds());
  }

  @Test
  void aVeryOldHoldThatSomebodyWaitsForIsUnknownAndOnlyReported() {
    AHolder h = new AHolder().holds().waitedForBy(1).does(Doing.RUNNING);
    Finding f = onlyAfter(CHILD, h);
    assertEquals(Verdict.UNKNOWN, f.verdict());
    assertTrue(f.reportOnly());
  }

  @Test
  void aVeryOldHoldUnderWhichACallGoesOnIsNotUnknown() {
    AHolder h = new AHolder().holds().waitedForBy(1).pass(HOUR).calls(AHolder.PROVIDER);
    assertNothingFor(HEAD.minus(TICK), h);
  }

  @Test
  void aVeryOldHoldOfAThreadBlockedBehindAnotherIsNotUnknown() {
    AHolder h = new AHolder().holds().waitedForBy(1).does(Doing.BLOCKED_BEHIND_OTHER);
    assertNothingFor(HOUR, h);
  }
}
