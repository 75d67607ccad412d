package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OwnerlessHooksTest extends Crew {
  private final Object mutex = new Object();

  private ThreadRecord acquires() throws Exception {
    return onHost(
        () -> {
          OwnerlessHooks.acquired(mutex);
          return Threads.mine();
        });
  }

  private boolean releases() {
    boolean anothers = OwnerlessHooks.releasing(mutex);
    OwnerlessHooks.released(mutex);
    return anothers;
  }

  private boolean isRefused() {
    boolean anothers = OwnerlessHooks.releasing(mutex);
    if (anothers) {
      OwnerlessHooks.notReleased(mutex);
    }
    return anothers;
  }

  @Test
  void itIsHeldOnceHoweverOftenItIsAcquired() throws Exception {
    acquires();
    ThreadRecord r = acquires();
    assertEquals(1, r.depth());
    assertTrue(OwnerlessHooks.mayBe(r.extraAt(0)));
    assertFalse(onHost(this::releases));
    assertEquals(0, r.depth());
    assertFalse(HandOvers.isHandedOver(mutex));
  }

  @Test
  void whatAnotherThreadReleasedIsNobodysHold() throws Exception {
    ThreadRecord r = acquires();
    assertEquals(1, r.heldOf(mutex), "before");
    assertTrue(elsewhere(this::releases));
    assertEquals(0, r.heldOf(mutex));
    acquires();
    assertEquals(1, r.heldOf(mutex));
  }

  @Test
  void whoIsRefusedTheReleaseOfAnothersLeavesItHeld() throws Exception {
    ThreadRecord r = acquires();
    assertTrue(elsewhere(this::isRefused));
    assertEquals(1, r.heldOf(mutex));
    assertFalse(HandOvers.isHandedOver(mutex));
  }

  @Test
  void theFormerHolderWhoReleasesAnothersEndsThatOnesHold() throws Exception {
    acquires();
    elsewhere(this::releases);
    ThreadRecord other =
        elsewhere(
            () -> {
              OwnerlessHooks.acquired(mutex);
              return Threads.mine();
            });
    assertEquals(1, other.heldOf(mutex), "before");
    assertTrue(onHost(this::releases));
    assertEquals(0, other.heldOf(mutex));
  }
}
