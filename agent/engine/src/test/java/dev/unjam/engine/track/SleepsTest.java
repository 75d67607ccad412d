package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Real threads that sleep; the time between the looks is made up. */
class SleepsTest {
  private static final long LONG = 5_000;

  private final Monitors monitors = Monitors.ofThisJvm();
  private final Sleeps sleeps = new Sleeps(monitors, LONG);

  private static Thread sleeping(long millis) {
    Thread t =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                try {
                  Thread.sleep(millis);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            },
            "sleeps");
    t.setDaemon(true);
    t.start();
    return t;
  }

  private static void untilAsleep(Thread t) {
    Awaitility.await().until(() -> Doings.isAsleep(t));
  }

  @Test
  void theSameSleepSeenForLongEnoughIsALongOne() {
    Thread t = sleeping(3_600_000);
    untilAsleep(t);
    assertFalse(sleeps.isLong(1, t, 1));
    assertFalse(sleeps.isLong(1, t, LONG));
    assertTrue(sleeps.isLong(1, t, LONG + 1));
    t.interrupt();
  }

  @Test
  void manyShortSleepsAreNoLongOneHoweverLongTheyGoOn() {
    Thread t = sleeping(20);
    for (long now = 1; now < 10 * LONG; now += LONG) {
      long before = monitors.waits(t.getId());
      Awaitility.await().until(() -> monitors.waits(t.getId()) > before);
      assertFalse(sleeps.isLong(1, t, now));
    }
    t.interrupt();
  }

  @Test
  void whoWasNotLookedAtInBetweenIsLookedAtAnew() {
    Thread t = sleeping(3_600_000);
    untilAsleep(t);
    assertFalse(sleeps.isLong(1, t, 1));
    sleeps.scanned(2);
    assertFalse(sleeps.isLong(1, t, LONG + 1));
    t.interrupt();
  }
}
