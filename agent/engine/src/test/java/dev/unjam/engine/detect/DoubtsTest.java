package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.detect.LeftAlone.Doubt;
import dev.unjam.engine.refusal.RefusalClass;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HolderView.Doing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of those that nothing is done about, and of whom nothing is said either. */
class DoubtsTest extends DetectorCase {
  private static final String LIBRARY = "org.unknown.http.io.Wire";
  private static final String POOL = "org.unknown.http.pool.Connections";
  private static final String HOST = "com.acme.Gateway";

  /** How much later than an act a person is told. */
  private static final Duration MORE = THRESHOLD.plus(PATIENCE);

  private static AHolder aLock() {
    return new AHolder().holds(HoldKind.LOCK).writesBy(LIBRARY);
  }

  @Test
  void aSilentCallUnderALockThatMayBeTheLibrarysOwnIsToldLongAfterTheSilence() {
    AHolder h = aLock().takenBy(POOL).waitedForBy(1).calls(AHolder.PROVIDER);
    LeftAlone one = onlyLeftAloneAfter(HEAD.plus(MORE), h);
    assertEquals(Doubt.LIBRARY_LOCK, one.doubt());
    assertEquals(LIBRARY, one.author());
    assertEquals(POOL + ".take(A.java:1)", one.usedAt());
    assertEquals("silent", one.finding().label());
    assertEquals(List.of(1L), one.finding().holds());
  }

  @Test
  void aLockOfAnOriginThatIsNotKnownIsToldAsSuch() {
    AHolder h = aLock().waitedForBy(1).calls(AHolder.PROVIDER);
    LeftAlone one = onlyLeftAloneAfter(HEAD.plus(MORE), h);
    assertEquals(Doubt.UNKNOWN_LOCK, one.doubt());
    assertNull(one.usedAt());
  }

  @Test
  void aRefusalUnderSuchALockIsTold() {
    AHolder h = aLock().takenBy(POOL).waitedForBy(1).calls(AHolder.PROVIDER);
    h.isRefused(RefusalClass.QUOTA, null, Phase.BODY);
    LeftAlone one = onlyLeftAloneAfter(THRESHOLD.plus(MORE), h);
    assertEquals("refused/quota", one.finding().label());
    assertEquals(LIBRARY, one.author());
  }

  @Test
  void aLeaseThatMayBeTheLibrarysOwnIsToldThoughNobodyIsKnownToWait() {
    AHolder h = new AHolder().holds().writesBy(LIBRARY).takenBy(POOL).calls(AHolder.PROVIDER);
    assertEquals(Doubt.LIBRARY_LOCK, onlyLeftAloneAfter(HEAD.plus(MORE), h).doubt());
  }

  @Test
  void workThatWasHandedOverIsToldWithWhoWroteItsRequest() {
    AHolder h = aLock().takenBy(POOL).waitedForBy(1);
    LeftAlone one =
        onlyLeftAloneAfter(HEAD.plus(MORE), h.calls(AHolder.PROVIDER).handsOver(Awaited.YES));
    assertEquals(LIBRARY, one.author());
  }

  @Test
  void aLockThatNobodyWaitsForIsNotTold() {
    assertNeverTold(aLock().takenBy(POOL).calls(AHolder.PROVIDER));
  }

  @Test
  void aCallThatBringsSomethingIsNotTold() {
    AHolder h = aLock().takenBy(POOL).waitedForBy(3).calls(AHolder.PROVIDER);
    for (int i = 0; i < 40; i++) {
      h.gets(Phase.BODY);
      assertNotTold(h.pass(SILENCE.minus(MOMENT)));
    }
  }

  /** A pool whose lock is busy for hours: connections are made under it, and none is a call. */
  @Test
  void aLockOfALibraryUnderWhichNobodyCallsIsNotTold() {
    assertNeverTold(new AHolder().holds(HoldKind.LOCK).takenBy(POOL).waitedForBy(50));
  }

  @Test
  void whoIsFoundIsNotLeftAlone() {
    AHolder h = aLock().takenBy(HOST).waitedForBy(1).calls(AHolder.PROVIDER);
    h.pass(HEAD.plus(MORE).plus(HEAD));
    assertEquals(Verdict.SILENT, only(h).verdict());
    assertEquals(List.of(), leftAlone(h));
  }

  @Test
  void aKnownClientsCallLeavesNoSuchDoubt() {
    AHolder h = new AHolder().holds(HoldKind.LOCK).takenBy(POOL).waitedForBy(1);
    h.calls(AHolder.PROVIDER).pass(HEAD.plus(MORE).plus(HEAD));
    assertEquals(Verdict.SILENT, only(h).verdict());
    assertEquals(List.of(), leftAlone(h));
  }

  private static AHolder behindALatch() {
    return new AHolder().holds(HoldKind.LOCK).takenBy(HOST).callsAsync(AHolder.PROVIDER);
  }

  @Test
  void anAsynchronousCallThatIsPerhapsWaitedForByALatchIsTold() {
    AHolder h = behindALatch().parksOnSomething().waitedForBy(1);
    LeftAlone one = onlyLeftAloneAfter(HEAD.plus(MORE), h);
    assertEquals(Doubt.NOT_AWAITED, one.doubt());
    assertNull(one.author());
  }

  @ParameterizedTest
  @EnumSource(
      value = Doing.class,
      names = {"WAITING", "AWAITING_FUTURE"},
      mode = EnumSource.Mode.EXCLUDE)
  void whoIsNotParkedDoesNotWaitForIt(Doing what) {
    assertNeverTold(behindALatch().parksOnSomething().waitedForBy(1).does(what));
  }

  @Test
  void anAsynchronousCallUnderALockThatNobodyWantsIsNotTold() {
    assertNeverTold(behindALatch().parksOnSomething());
  }

  @Test
  void aStreamThatMayBringAnEventNowAndThenIsNotTold() {
    assertNeverTold(behindALatch().parksOnSomething().waitedForBy(1).gets(Phase.BODY));
  }

  private LeftAlone onlyLeftAloneAfter(Duration time, AHolder h) {
    Duration before = time.minus(MOMENT);
    for (Duration at = TICK; at.compareTo(before) < 0; at = at.plus(TICK)) {
      h.pass(TICK);
      assertNothing(h);
      assertNotTold(h);
    }
    h.pass(Duration.ofMillis(before.toMillis() % TICK.toMillis() + 1));
    assertNothing(h);
    List<LeftAlone> left = leftAlone(h);
    assertEquals(1, left.size(), left::toString);
    return left.get(0);
  }

  private void assertNotTold(AHolder h) {
    assertEquals(List.of(), leftAlone(h), () -> h.snapshot().toString());
  }

  private void assertNeverTold(AHolder h) {
    Duration hour = Duration.ofHours(1);
    for (Duration at = GRACE; at.compareTo(hour) < 0; at = at.plus(GRACE)) {
      assertNotTold(h.pass(GRACE));
    }
    assertTrue(h.snapshot().now() > hour.toMillis() - GRACE.toMillis());
  }
}
