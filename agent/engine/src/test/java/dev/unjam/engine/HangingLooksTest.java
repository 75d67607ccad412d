package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Faults;
import dev.unjam.bridge.LeaseRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who looks at lock files may hang at a file server that is gone; the watchdog must not. */
@Timeout(60)
class HangingLooksTest extends LeaseLooks {
  @Test
  void whereNoLookComesBackAThreadIsActedOnAllTheSame() {
    LeaseRecord hangs = taken("/gone/a.lock");
    tick();
    assertFalse(notes.vouchesFor(hangs, now));
    now += 1_999;
    assertFalse(notes.vouchesFor(hangs, now));
    now += 1;
    assertTrue(notes.vouchesFor(hangs, now));
  }

  @Test
  void anErrorOfOneLookIsNotTheLastOfAll() {
    long before = Faults.suppressed;
    taken("/broken/a.lock");
    tick();
    Awaitility.await().until(() -> asked.contains("/broken/a.lock"));
    LeaseRecord next = taken("/there/a.lock");
    tickUntilKnown(next);
    assertTrue(Faults.suppressed > before);
  }

  /** So many credited milliseconds later the file is looked at once more. */
  @Test
  void aFolderThatHangsIsLeftToItselfUntilItIsBack() {
    LeaseRecord hangs = taken("/gone/a.lock");
    tick();
    Awaitility.await().until(() -> asked.contains("/gone/a.lock"));
    LeaseRecord too = taken("/gone/b.lock");
    LeaseRecord other = taken("/there/a.lock");
    tickUntilKnown(other);
    assertNull(hangs.identity());
    assertNull(too.identity());
    assertTrue(!asked.contains("/gone/b.lock"), "it would hang another thread");
    serverIsBack.countDown();
    tickUntilKnown(hangs);
    tickUntilKnown(too);
  }

  @Test
  void whereEveryFolderHangsItStopsAtSomeThreads() {
    for (int i = 0; i < 100; i++) {
      taken("/gone/" + i + "/a.lock");
    }
    for (int i = 0; i < 1_000; i++) {
      tick();
    }
    assertTrue(asked.size() < 20, asked::toString);
  }
}
