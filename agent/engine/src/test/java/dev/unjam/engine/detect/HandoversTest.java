package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.refusal.RefusalClass;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HolderView.Doing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls that another thread makes for a holder. */
class HandoversTest extends DetectorCase {
  private static final long WORKER = 7;

  private static AHolder silent(Awaited awaited) {
    return new AHolder().holds().handsOver(awaited).calls(AHolder.PROVIDER);
  }

  private static AHolder refused(Awaited awaited) {
    return new AHolder()
        .holds()
        .handsOver(awaited)
        .calls(AHolder.PROVIDER)
        .isRefused(RefusalClass.QUOTA, null, Phase.DONE);
  }

  @Test
  void theSilenceOfACallThatTheHolderWaitsForIsTheHolders() {
    Finding f = onlyAfter(HEAD, silent(Awaited.YES));
    assertEquals(Verdict.SILENT, f.verdict());
    assertEquals(WORKER, f.worker());
    assertEquals(1, f.callId());
  }

  @Test
  void theSilenceOfACallThatItDoesNotWaitForIsNot() {
    assertNothing(silent(Awaited.NO).waitedForBy(1).pass(HEAD.minus(MOMENT)));
    Finding f = only(silent(Awaited.NO).waitedForBy(1).pass(CHILD));
    assertEquals(Verdict.UNKNOWN, f.verdict(), "reported at most");
  }

  @Test
  void aRefusalOfSuchACallIsTheHolders() {
    Finding f = onlyAfter(THRESHOLD, refused(Awaited.YES).does(Doing.SLEEPING));
    assertEquals(Verdict.REFUSED, f.verdict());
    assertEquals(WORKER, f.worker());
  }

  @Test
  void aRefusalOfACallThatItDoesNotWaitForIsNot() {
    assertNothingFor(PATIENCE, refused(Awaited.NO).waitedForBy(1));
  }

  @Test
  void whereItMayWaitForSomethingElseSomebodyMustWaitForIt() {
    assertNothing(refused(Awaited.PERHAPS).does(Doing.SLEEPING).pass(PATIENCE));
    AHolder wanted = refused(Awaited.PERHAPS).waitedForBy(1);
    assertEquals(Verdict.REFUSED, only(wanted.does(Doing.SLEEPING).pass(PATIENCE)).verdict());
  }

  @Test
  void whileItsOwnCallGoesWellItIsBlamedForNothingThatItMayNotWaitFor() {
    AHolder push = refused(Awaited.PERHAPS).waitedForBy(1).does(Doing.SLEEPING);
    for (int chunk = 0; chunk < 200; chunk++) {
      assertNothing(push.itselfCalls(Phase.BODY).pass(Duration.ofSeconds(20)));
    }
    assertEquals(Verdict.REFUSED, only(push.itselfCalls(Phase.DONE)).verdict());
    AHolder hangs = silent(Awaited.PERHAPS).waitedForBy(1).pass(HEAD).itselfCalls(Phase.BODY);
    assertNothing(hangs);
    assertEquals(Verdict.SILENT, only(hangs.itselfCalls(Phase.DONE)).verdict());
    AHolder sure = refused(Awaited.YES).does(Doing.SLEEPING).pass(THRESHOLD);
    assertEquals(Verdict.REFUSED, only(sure.itselfCalls(Phase.BODY)).verdict());
  }

  @Test
  void whileOtherWorkGoesWellThatItMayWaitForItIsBlamedForNothingThatItMayNotWaitFor() {
    AHolder logs = refused(Awaited.PERHAPS).waitedForBy(1).does(Doing.SLEEPING).pass(PATIENCE);
    assertNothing(logs.mayWaitForWorkDone(Phase.BODY));
    assertEquals(Verdict.REFUSED, only(logs.mayWaitForWorkDone(Phase.DONE)).verdict());
    AHolder hangs = silent(Awaited.PERHAPS).waitedForBy(1).pass(HEAD);
    assertNothing(hangs.mayWaitForWorkDone(Phase.BODY));
    assertEquals(Verdict.SILENT, only(hangs.mayWaitForWorkDone(Phase.DONE)).verdict());
    AHolder beside = silent(Awaited.PERHAPS).waitedForBy(1).pass(HEAD);
    assertEquals(Verdict.SILENT, only(beside.hasWorkDone(Phase.BODY)).verdict());
    AHolder sure = silent(Awaited.YES).pass(HEAD).mayWaitForWorkDone(Phase.BODY);
    assertEquals(Verdict.SILENT, only(sure).verdict());
  }

  @Test
  void workThatIsParkedOnSomethingAfterOneRefusalIsGivenTheTimeOfASilence() {
    Finding f = onlyAfter(SILENCE, refused(Awaited.YES));
    assertEquals(Verdict.REFUSED, f.verdict());
  }

  @Test
  void forALockAndATaskThatIsNotAskedButForAThreadItIs() {
    AHolder task = new AHolder().holds(HoldKind.LOCK).handsOver(Awaited.PERHAPS);
    assertEquals(Verdict.SILENT, only(task.calls(AHolder.PROVIDER).pass(HEAD)).verdict());
    AHolder thread = new AHolder().holds(HoldKind.LOCK).handsOverToThread(Awaited.PERHAPS);
    assertNothing(thread.calls(AHolder.PROVIDER).pass(HEAD));
    assertEquals(Verdict.SILENT, only(thread.waitedForBy(1)).verdict());
  }

  @Test
  void aHolderThatIsBehindSomebodyElsesLockIsNotBlamed() {
    assertNothing(refused(Awaited.YES).does(Doing.BLOCKED_BEHIND_OTHER).pass(PATIENCE));
  }

  @Test
  void aFallbackToAnotherProviderIsLetFinish() {
    assertNothing(refused(Awaited.YES).calls(AHolder.OTHER_PROVIDER).pass(PATIENCE));
  }

  @Test
  void aLeaseIsNotLeftBehindWhileItsWorkGoesOn() {
    AHolder left = refused(Awaited.NO).lastCallFailed().taskEnds().waitedForBy(1);
    assertNothing(left.pass(LEAK));
    AHolder alone =
        new AHolder()
            .holds()
            .calls(AHolder.PROVIDER)
            .isRefused(RefusalClass.QUOTA, null, Phase.DONE)
            .lastCallFailed()
            .taskEnds()
            .waitedForBy(1);
    assertEquals(Verdict.LEAKED, only(alone.pass(LEAK)).verdict());
  }
}
