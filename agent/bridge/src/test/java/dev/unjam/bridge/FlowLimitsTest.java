package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far work is followed, how long, and how much of it. */
class FlowLimitsTest extends FlowCrew {
  @Test
  void workThatSubmitsItselfAgainAndAgainIsSoonNobodys() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Object last = task;
    for (int i = 0; i < 16; i++) {
      Object next = new Object();
      asWork(
          last,
          () -> {
            FlowHooks.handsOver(next);
            return null;
          });
      last = next;
    }
    assertNull(asWork(last, FlowCrew::call));
    assertNull(holder.takeCarried());
  }

  @Test
  void aLockOfTheProgramsLifeIsNotBlamed() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Ticks.advance(300_000);
    asWork(task, FlowCrew::call);
    assertNull(holder.takeCarried());
    Object later = new Object();
    onHost(
        () -> {
          FlowHooks.handsOver(later);
          return null;
        });
    assertNull(Flows.of(later));
  }

  @Test
  void aTableThatIsFullForgetsNothingAndRefusesTheRest() throws Exception {
    List<Object> many = new ArrayList<>();
    holdsAndHandsOver(task);
    onHost(
        () -> {
          for (int i = 0; i < 50_000; i++) {
            Object work = new Object();
            many.add(work);
            FlowHooks.handsOver(work);
          }
          return null;
        });
    long carrying = many.stream().filter(w -> Flows.of(w) != null).count();
    assertTrue(carrying > 4_000 && carrying <= 8_192, () -> carrying + " carry a flow");
    assertNotNull(Flows.of(task));
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, null);
          return null;
        });
    Flows.prune();
    assertFalse(Flows.any(), "all of it goes with the hold");
  }

  @Test
  void moreCallsThanTheWatchdogCanTakeAreNotKept() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    asWork(
        task,
        () -> {
          for (int i = 0; i < 1_000; i++) {
            call();
          }
          return null;
        });
    int kept = 0;
    for (Carried c = holder.takeCarried(); c != null; c = c.before()) {
      kept++;
    }
    assertEquals(256, kept);
  }
}
