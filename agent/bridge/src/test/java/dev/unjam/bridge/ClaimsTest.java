package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest extends ClaimCrew {
  private static boolean isThere(Claim claim) {
    return List.of(Claims.all()).contains(claim);
  }

  private void fillWithRunning(ThreadRecord holder, int claims) {
    for (int i = 0; i < claims; i++) {
      taken(holder, 1);
    }
  }

  @Test
  void noneIsAnythingToALockOperationAndOneIs() throws Exception {
    assertFalse(Claims.any());
    Claim claim = up(holder(), 0);
    assertTrue(Claims.any());
    claim.take();
    claim.giveBack();
    claim.settle();
    assertFalse(Claims.any());
  }

  @Test
  void whereEachHoldersTaskStillRunsThereIsNoRoomForOneMore() throws Exception {
    ThreadRecord holder = holder();
    fillWithRunning(holder, Claims.MOST - 1);
    assertNotNull(tryUp(holder, 1), "the last place");
    assertNull(tryUp(holder, 1));
    assertEquals(Claims.MOST, Claims.all().length);
    nextTask();
    assertNotNull(tryUp(holder, 1), "their task has ended");
    assertEquals(Claims.MOST, Claims.all().length);
  }

  @Test
  void theOldestGoesOfThoseWhoseTaskHasEnded() throws Exception {
    ThreadRecord holder = holder();
    Claim running = taken(holder, 1);
    Claim older = taken(dead(), 1);
    Claim younger = taken(dead(), 1);
    fillWithRunning(holder, Claims.MOST - 3);
    assertTrue(isThere(older));
    Claim more = up(holder, 1);
    assertFalse(isThere(older));
    assertTrue(isThere(younger));
    assertTrue(isThere(running));
    assertTrue(isThere(more));
    up(holder, 1);
    assertFalse(isThere(younger));
    assertNull(tryUp(holder, 1));
    assertTrue(isThere(running));
  }

  @Test
  void oneThatARemedyIsStillAtNeverGoes() throws Exception {
    ThreadRecord holder = holder();
    Claim unsettled = up(dead(), 1);
    fillWithRunning(holder, Claims.MOST - 1);
    assertNull(tryUp(holder, 1));
    assertTrue(isThere(unsettled));
    unsettled.take();
    unsettled.settle();
    assertNotNull(tryUp(holder, 1));
    assertFalse(isThere(unsettled));
  }

  @Test
  void whatIsOverMakesRoomBeforeAnybodyGoes() throws Exception {
    Claim waitedFor = taken(dead(), 1);
    ThreadRecord holder = holder();
    Claim given = up(holder, 1);
    fillWithRunning(holder, Claims.MOST - 2);
    given.giveBack();
    given.settle();
    assertNotNull(tryUp(holder, 1));
    assertTrue(isThere(waitedFor));
  }
}
