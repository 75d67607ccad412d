package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.WovenLock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Somebody who only observes is told again at twice and at four times the time, and no more. */
class WarningsTest {
  @Test
  void theWarningIsGivenAgainAtTwiceAndAtFourTimesTheTime() {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      CompletableFuture<String> host =
          rig.isRefusedUnder(WovenLock.reentrant(), rig.thread("acp-worker"));
      rig.tick(1);
      rig.tick(Rig.THRESHOLD);
      assertEquals(1, rig.named("incident.opened").size());
      rig.tick(Rig.THRESHOLD - 1);
      assertEquals(0, rig.named("incident.updated").size());
      rig.tick(1);
      assertEquals(1, rig.named("incident.updated").size());
      rig.tick(2 * Rig.THRESHOLD);
      assertEquals(2, rig.named("incident.updated").size());
      rig.tick(100 * Rig.THRESHOLD);
      assertEquals(2, rig.named("incident.updated").size());
      assertFalse(host.isDone(), "an observer frees nobody");
      rig.guard.switchTo(Mode.ACT);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
    }
  }
}
