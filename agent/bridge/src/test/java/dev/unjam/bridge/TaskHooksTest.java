package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TaskHooksTest extends Crew {
  private static void take(Object lock) {
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  private static boolean isLeft(Object lock) {
    ThreadRecord r = Threads.mine();
    return r.taskEndedAt(r.newest(lock));
  }

  @Test
  void whatATaskTakesAndKeepsIsLeftByItAndWhatItsThreadHadBeforeIsNot() throws Exception {
    Object loops = new Object();
    Object forgotten = new Object();
    onHost(
        () -> {
          take(loops);
          long begun = TaskHooks.begin();
          take(forgotten);
          assertFalse(isLeft(forgotten));
          assertFalse(isLeft(loops));
          TaskHooks.end(begun);
          assertTrue(isLeft(forgotten));
          assertFalse(isLeft(loops));

          TaskHooks.end(TaskHooks.begin());
          assertTrue(isLeft(forgotten));
          assertFalse(isLeft(loops));
          return null;
        });
  }

  @Test
  void whatIsHeldAroundATaskWithinATaskIsLeftByTheOuterOneAlone() throws Exception {
    Object outer = new Object();
    Object inner = new Object();
    onHost(
        () -> {
          long around = TaskHooks.begin();
          take(outer);
          long within = TaskHooks.begin();
          take(inner);
          TaskHooks.end(within);
          assertTrue(isLeft(inner));
          assertFalse(isLeft(outer));
          TaskHooks.end(around);
          assertTrue(isLeft(outer));
          return null;
        });
  }
}
