package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClaimTest extends ClaimCrew {
  private boolean acquires() {
    ClaimHooks.acquiring(lock);
    return true;
  }

  @Test
  void aHolderThatComesToTheLockBeforeTheRemedyKeepsIt() throws Exception {
    Claim claim = up(holder(), 0);
    assertTrue(onHost(this::acquires));
    assertFalse(claim.take());
    assertFalse(claim.isTaken());
    assertTrue(onHost(this::acquires), "nor is it refused later");
  }

  @Test
  void aHolderThatComesAfterTheRemedyIsRefusedAndItsUnlockAbsorbed() throws Exception {
    Claim claim = taken(holder(), 0);
    assertTrue(claim.isTaken());
    onHost(() -> assertThrows(LockRevokedException.class, this::acquires));
    assertTrue(onHost(() -> ClaimHooks.absorbs(lock)));
    assertFalse(onHost(() -> ClaimHooks.absorbs(new Object())), "another lock");
    assertFalse(elsewhere(() -> ClaimHooks.absorbs(lock)), "another thread");
  }

  @Test
  void theThreadsNextTaskIsInnocent() throws Exception {
    taken(holder(), 0);
    nextTask();
    assertTrue(onHost(this::acquires));
    assertFalse(onHost(() -> ClaimHooks.absorbs(lock)));
  }

  @Test
  void whatCouldNotBeReleasedIsTheHoldersAgain() throws Exception {
    Claim claim = up(holder(), 0);
    assertTrue(claim.take());
    claim.giveBack();
    claim.settle();
    assertTrue(onHost(this::acquires));
    assertFalse(onHost(() -> ClaimHooks.absorbs(lock)));
  }

  @Test
  void nobodyIsRefusedAnyMoreOnceClaimsAreLifted() throws Exception {
    taken(holder(), 0);
    Claims.lift();
    assertTrue(onHost(this::acquires));
  }

  @Test
  void ofPermitsExactlyTheSurplusIsAbsorbed() throws Exception {
    taken(holder(), 3);
    assertEquals(1, onHost(() -> ClaimHooks.absorbs(lock, 1)));
    assertEquals(2, onHost(() -> ClaimHooks.absorbs(lock, 5)));
    assertEquals(0, onHost(() -> ClaimHooks.absorbs(lock, 1)));
  }

  @Test
  void permitsOfTheDeadAreWaitedForButNotForEver() throws Exception {
    Claim claim = taken(dead(), 1);
    assertFalse(claim.isOver());
    Ticks.advance(700_000);
    assertTrue(claim.isOver());
  }

  @Test
  void aClaimOnALockOfTheDeadIsOverAtOnce() throws Exception {
    Claim claim = up(dead(), 0);
    assertFalse(claim.isOver(), "not before the remedy is through");
    claim.take();
    claim.settle();
    assertTrue(claim.isOver());
  }
}
