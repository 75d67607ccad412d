package dev.unjam.engine.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.refusal.RefusalClass;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.HoldKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloorTest extends DetectorCase {
  private static final String HOST = "com.acme.Gateway$Session";
  private static final String LIBRARY = "org.unknown.http.io.Wire";
  private static final Duration LONG = Duration.ofMinutes(20);

  private static AHolder aLock() {
    return new AHolder().holds(HoldKind.LOCK).writesBy(LIBRARY);
  }

  @Test
  void aLeaseIsBlamedWhereverItWasTaken() {
    AHolder h = new AHolder().holds().writesBy(LIBRARY).calls(AHolder.PROVIDER);
    assertEquals(Verdict.SILENT, onlyAfter(HEAD, h).verdict());
  }

  @Test
  void aLockOfTheHostsThatSomebodyWaitsForIsBlamed() {
    AHolder h = aLock().takenBy(HOST).waitedForBy(1).calls(AHolder.PROVIDER);
    assertEquals(Verdict.SILENT, onlyAfter(HEAD, h).verdict());
  }

  @Test
  void aLockThatNobodyWaitsForIsLeftAlone() {
    assertNothingFor(LONG, aLock().takenBy(HOST).calls(AHolder.PROVIDER));
  }

  @Test
  void aLockOfAnOriginThatIsNotKnownIsLeftAlone() {
    assertNoAct(aLock().waitedForBy(1).calls(AHolder.PROVIDER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.unknown.http.pool.Connections",
        "org.unknown.Client",
        "sun.net.www.protocol.http.HttpURLConnection",
        "java.net.Socket"
      })
  void aLockOfTheLibrarysOwnIsLeftAloneWhoeverWaitsForIt(String taker) {
    assertNoAct(aLock().takenBy(taker).waitedForBy(3).calls(AHolder.PROVIDER));
  }

  /** The main class of these tests has a package: what has none was moved out of its own, say. */
  @Test
  void aLockOfALibraryWithoutAPackageIsLeftAloneWhoeverWaitsForIt() {
    AHolder h = new AHolder().holds(HoldKind.LOCK).writesBy("b").takenBy("a$c");
    assertNoAct(h.waitedForBy(3).calls(AHolder.PROVIDER));
  }

  @Test
  void ofTheHostsLockAndTheLibrarysOwnTheHostsAloneIsBlamed() {
    AHolder h = aLock().takenBy(HOST).waitedForBy(1).holds(HoldKind.LOCK).waitedForBy(1);
    h.takenBy("org.unknown.http.Client").calls(AHolder.PROVIDER);
    assertEquals(List.of(1L), onlyAfter(HEAD, h).holds());
  }

  @Test
  void aRefusalUnderTheLibrarysOwnLockIsLeftAlone() {
    assertNoAct(refused(aLock().takenBy("org.unknown.http.Client").waitedForBy(1)));
  }

  @Test
  void aRefusalUnderTheHostsLockIsBlamed() {
    Finding f = onlyAfter(THRESHOLD, refused(aLock().takenBy(HOST).waitedForBy(1)));
    assertEquals("refused/quota", f.label());
  }

  private static AHolder refused(AHolder h) {
    return h.calls(AHolder.PROVIDER).isRefused(RefusalClass.QUOTA, null, Phase.BODY);
  }

  @Test
  void workThatALibraryHandsOverUnderItsOwnLockIsLeftAlone() {
    AHolder own = aLock().takenBy("org.unknown.http.Client").waitedForBy(1);
    assertNoAct(own.calls(AHolder.PROVIDER).handsOver(Awaited.YES));
    AHolder hosts = aLock().takenBy(HOST).waitedForBy(1);
    onlyAfter(HEAD, hosts.calls(AHolder.PROVIDER).handsOver(Awaited.YES));
  }

  /** Somebody waits for so long that it may be told, but no more. */
  private void assertNoAct(AHolder h) {
    for (Duration at = Duration.ZERO; at.compareTo(LONG) < 0; at = at.plus(GRACE)) {
      assertNothing(h.pass(GRACE));
    }
  }
}
