package dev.unjam.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unjam.bridge.Faults;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.detect.Detector;
import dev.unjam.engine.detect.Limits;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static final long SCAN = 10;
  private static final Detector IMPATIENT = new Detector(new Limits(50, 50, 50, 50, 50, 50, 50));

  @Test
  void theWatchdogFreesAStuckHolderByItselfAndEndsWhenItIsToldTo() throws Exception {
    long before = Faults.suppressed;
    try (Rig rig = new Rig(Mode.ACT, false)) {
      Watchdog watchdog =
          new Watchdog(
              rig.tracker,
              IMPATIENT,
              rig.incidents,
              rig.deadlocks,
              rig.leftAlone,
              rig.guard,
              rig.events::add,
              new HealthFile(null, complaint -> {}),
              new LeaseNotes(),
              rig.owed,
              SCAN);
      Thread thread = new Thread(watchdog, "unjam-watchdog");
      thread.setDaemon(true);
      thread.start();
      try {
        frees(watchdog, rig);
      } finally {
        watchdog.stop();
        thread.join();
      }
    }
    assertEquals(before, Faults.suppressed);
  }

  private static void frees(Watchdog watchdog, Rig rig) throws Exception {
    HostThread.failure(rig.isRefusedUnder(WovenLock.reentrant(), rig.thread("worker")));
    await().until(() -> rig.named("incident.closed").size() == 1);
    assertEquals("released_by_owner", rig.field("incident.closed", "outcome"));
    await().until(() -> watchdog.status(20_000).incidents().isEmpty());
    assertFalse(watchdog.status(20_000).unhealthy());
  }
}
