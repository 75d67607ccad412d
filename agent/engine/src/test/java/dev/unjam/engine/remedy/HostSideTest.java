package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.HandOvers;
import dev.unjam.bridge.SemaphoreHooks;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostSideTest {
  @BeforeEach
  void record() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void recordNoMore() {
    Bridge.switchTo(false);
  }

  @Test
  void whatACallbackGivesBackIsSeenToBeHandedOver() {
    Semaphore permit = new Semaphore(0);
    RemedyRun exempt = RemedyRun.start("test", () -> givenBack(permit));
    await(exempt);
    assertFalse(HandOvers.isHandedOver(permit), "nothing of a remedy's own thread is recorded");
    RemedyRun asHost = RemedyRun.start("test", () -> HostSide.call(() -> givenBack(permit)));
    await(asHost);
    assertTrue(HandOvers.isHandedOver(permit));
  }

  private static Attempt givenBack(Semaphore permit) {
    SemaphoreHooks.releasing(permit, 1);
    return new Attempt.Done("given back");
  }

  private static void await(RemedyRun run) {
    Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> run.result() != null);
    assertInstanceOf(Attempt.Done.class, run.result());
  }

  @Test
  void whatItThrowsIsThrown() {
    IOException thrown = new IOException("reset");
    Exception seen =
        assertThrows(
            IOException.class,
            () ->
                HostSide.call(
                    () -> {
                      throw thrown;
                    }));
    assertEquals(thrown, seen);
  }
}
