package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.refusal.RefusalClass;
import dev.unjam.engine.track.HolderView.Doing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who was told of a refusal that another thread met for him. */
class ToldOfTest extends DetectorCase {
  private static final Duration HOUR = Duration.ofHours(1);

  private static AHolder told(AHolder holder) {
    return holder.isToldOf(RefusalClass.QUOTA, AHolder.PROVIDER).does(Doing.SLEEPING);
  }

  @Test
  void whoHasMadeNoCallHimselfAndSleepsIsStuckOnIt() {
    assertEquals("refused/quota", onlyAfter(THRESHOLD, told(new AHolder().holds())).label());
  }

  @Test
  void whatHeAskedHimselfBeforeThatTellsNothing() {
    AHolder same = new AHolder().holds().calls(AHolder.PROVIDER).gets(Phase.DONE);
    assertEquals("refused/quota", onlyAfter(THRESHOLD, told(same)).label());
    AHolder other = new AHolder().holds().calls(AHolder.OTHER_PROVIDER).gets(Phase.DONE);
    assertEquals("refused/quota", onlyAfter(THRESHOLD, told(other)).label());
  }

  @Test
  void whatHeAsksSinceOrStillGoesOnSavesHim() {
    AHolder since = told(new AHolder().holds()).calls(AHolder.OTHER_PROVIDER);
    assertNothingFor(HOUR, since.gets(Phase.DONE));
    AHolder before = new AHolder().holds().calls(AHolder.OTHER_PROVIDER).gets(Phase.BODY);
    assertNothing(told(before).pass(THRESHOLD));
  }

  @Test
  void whoComputesIsNeverTouched() {
    assertNothingFor(HOUR, told(new AHolder().holds()).does(Doing.RUNNING));
  }

  @Test
  void whoseWorkTurnsToAnotherProviderThatAnswersIsNeverTouched() {
    assertNothingFor(HOUR, told(new AHolder().holds()).hasWorkDone(Phase.BODY));
    AHolder refusedToo = told(new AHolder().holds()).hasRefusedWorkDone(Phase.BODY);
    assertNothingFor(HOUR, refusedToo);
    assertEquals("refused/quota", only(refusedToo.hasRefusedWorkDone(Phase.DONE)).label());
  }
}
