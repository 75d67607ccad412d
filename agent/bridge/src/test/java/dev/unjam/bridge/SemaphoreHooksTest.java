package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class SemaphoreHooksTest extends Crew {
  private final Semaphore semaphore = new Semaphore(3);

  private ThreadRecord acquires(int permits) throws Exception {
    return onHost(
        () -> {
          SemaphoreHooks.acquired(semaphore, permits);
          return Threads.mine();
        });
  }

  private boolean releases(int permits) {
    SemaphoreHooks.releasing(semaphore, permits);
    return true;
  }

  private boolean releasesInVain(int permits) {
    SemaphoreHooks.notReleased(semaphore, SemaphoreHooks.releasing(semaphore, permits));
    return true;
  }

  private long held(ThreadRecord r) {
    return r.heldOf(semaphore);
  }

  @Test
  void permitsAreOneEntryThatCountsThemUntilTheLastIsGivenBack() throws Exception {
    acquires(2);
    ThreadRecord r = acquires(1);
    assertEquals(1, r.depth());
    assertEquals(3, held(r));
    onHost(() -> releases(2));
    assertEquals(1, held(r));
    onHost(() -> releases(1));
    assertEquals(0, r.depth());
  }

  @Test
  void whatAnEndedTaskLeftBehindIsNotTheNextTasks() throws Exception {
    ThreadRecord r = acquires(1);
    onHost(
        () -> {
          r.taskBoundary();
          return null;
        });
    acquires(1);
    assertEquals(2, r.depth());
    assertTrue(r.taskEndedAt(0));
    assertFalse(r.taskEndedAt(1));
  }

  @Test
  void whatAnotherThreadGaveBackIsNobodysHold() throws Exception {
    ThreadRecord r = acquires(1);
    assertEquals(1, held(r), "before");
    elsewhere(() -> releases(1));
    assertEquals(0, held(r));
    acquires(1);
    assertEquals(1, held(r), "what is acquired after that is a hold again");
  }

  @Test
  void aReleaseThatFailsLeavesTheThreadItsOwn() throws Exception {
    ThreadRecord r = acquires(2);
    onHost(() -> releasesInVain(Integer.MAX_VALUE));
    assertEquals(2, held(r));
    onHost(() -> releases(Integer.MAX_VALUE));
    assertEquals(0, held(r), "one that succeeds does not");
  }

  @Test
  void aReleaseThatFailsBringsNothingBackThatAnotherHasGivenBack() throws Exception {
    ThreadRecord r = acquires(1);
    elsewhere(() -> releases(1));
    onHost(() -> releasesInVain(Integer.MAX_VALUE));
    assertEquals(0, held(r));
  }

  @Test
  void aReleaseThatFailsLeavesTheOthersTheirs() throws Exception {
    ThreadRecord r = acquires(1);
    elsewhere(() -> releasesInVain(Integer.MAX_VALUE));
    assertEquals(1, held(r));
    assertFalse(HandOvers.isHandedOver(semaphore));
    elsewhere(() -> releases(1));
    assertEquals(0, held(r), "one that succeeds does not");
    assertTrue(HandOvers.isHandedOver(semaphore));
  }

  @Test
  void whoGivesBackAnothersAfterHisOwnWereGivenBackEndsTheOthersHold() throws Exception {
    ThreadRecord r = acquires(1);
    elsewhere(() -> releases(1));
    ThreadRecord other =
        elsewhere(
            () -> {
              SemaphoreHooks.acquired(semaphore, 1);
              return Threads.mine();
            });
    assertEquals(1, held(other), "before");
    onHost(() -> releases(1));
    assertEquals(0, held(other));
    assertEquals(0, r.depth());
  }

  @Test
  void whatWasGivenBackByAnotherStaysSoWhenTheSemaphoreIsAnOrdinaryOneAgain() throws Exception {
    ThreadRecord r = acquires(1);
    elsewhere(() -> releases(1));
    elsewhere(
        () -> {
          while (HandOvers.isHandedOver(semaphore)) {
            SemaphoreHooks.acquired(semaphore, 1);
            SemaphoreHooks.releasing(semaphore, 1);
          }
          return null;
        });
    assertEquals(0, held(r));
    acquires(2);
    assertEquals(2, held(r), "what is acquired from then on is held");
    elsewhere(() -> releases(2));
    assertEquals(0, held(r), "until it is given back by another");
  }

  @Test
  void theAgentsOwnThreadsNeitherHoldNorHandOver() throws Exception {
    ThreadRecord r = acquires(1);
    elsewhere(
        () -> {
          Threads.exemptCurrent();
          SemaphoreHooks.acquired(semaphore, 1);
          assertEquals(0, Threads.mine().depth());
          return releases(2);
        });
    assertFalse(HandOvers.isHandedOver(semaphore));
    assertEquals(1, held(r));
  }
}
