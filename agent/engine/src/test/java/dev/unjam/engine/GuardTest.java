package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.config.Mode;
import dev.unjam.engine.report.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final long QUIET = 600_000;

  private final List<Event> events = new ArrayList<>();
  private final Guard guard = new Guard(events::add, Mode.ACT);

  private int incidents;

  private void failedTimes(int n) {
    for (int i = 0; i < n; i++) {
      guard.failed("inc-" + incidents++, 1_000);
    }
  }

  @Test
  void fiveVainActsInARowTurnToObservingAndItIsSaidOnce() {
    failedTimes(4);
    assertTrue(guard.mayAct());
    failedTimes(1);
    assertFalse(guard.mayAct());
    failedTimes(20);
    assertEquals(1, events.size());
    assertEquals("agent.degraded", events.get(0).name());
    assertEquals("observe", events.get(0).fields().get("mode"));
  }

  /** An outage that jams hundreds: what fails for the first of them may do for the others. */
  @Test
  void theHoldersOfOneIncidentThatFailTogetherAreOneAct() {
    for (int i = 0; i < 300; i++) {
      guard.failed("inc-1", 1_000 + i);
    }
    assertTrue(guard.mayAct());
    for (int i = 2; i < 5; i++) {
      guard.failed("inc-" + i, 2_000);
    }
    assertTrue(guard.mayAct());
    guard.failed("inc-5", 2_000);
    assertFalse(guard.mayAct());
  }

  @Test
  void anIncidentWhoseHoldersFailMinuteAfterMinuteTurnsToObservingAsWell() {
    for (int i = 0; i < 4; i++) {
      guard.failed("inc-1", 1_000 + i * 60_000);
    }
    assertTrue(guard.mayAct());
    guard.failed("inc-1", 1_000 + 4 * 60_000);
    assertFalse(guard.mayAct());
  }

  @Test
  void oneActThatHelpedStartsTheCountAnew() {
    failedTimes(4);
    guard.succeeded();
    failedTimes(4);
    assertTrue(guard.mayAct());
    assertEquals(List.of(), events);
  }

  @Test
  void afterTenQuietMinutesTheBreakerClosesByItself() {
    failedTimes(5);
    guard.calm(1_000 + QUIET - 1);
    assertFalse(guard.mayAct());
    guard.calm(1_000 + QUIET);
    assertTrue(guard.mayAct());
    assertEquals("act", guard.mode());
  }

  @Test
  void hungRemediesLateTicksAndFailedScansTurnToObservingUntilAPersonSwitchesBack() {
    for (int i = 0; i < 3; i++) {
      guard.hung(1_000);
    }
    assertFalse(guard.mayAct());
    guard.switchTo(Mode.ACT);
    assertTrue(guard.mayAct());
    for (int i = 0; i < 20; i++) {
      guard.ticked(true);
    }
    assertFalse(guard.mayAct());
    guard.switchTo(Mode.ACT);
    for (int i = 0; i < 3; i++) {
      guard.scanned(false);
    }
    assertFalse(guard.mayAct());
  }

  @Test
  void hungRemediesAreForgottenAfterTenQuietMinutes() {
    for (int i = 0; i < 3; i++) {
      guard.hung(1_000);
    }
    guard.calm(1_000 + QUIET - 1);
    assertFalse(guard.mayAct());
    guard.calm(1_000 + QUIET);
    assertTrue(guard.mayAct());
  }

  @Test
  void hungRemediesFarApartAreNoSeries() {
    for (int i = 0; i < 10; i++) {
      guard.hung(i * QUIET / 2);
    }
    assertTrue(guard.mayAct(), "two in any ten minutes");
    guard.hung(10 * QUIET / 2 - 1);
    assertFalse(guard.mayAct());
  }

  @Test
  void aScanOrATickThatWentWellInBetweenIsNoTrouble() {
    for (int i = 0; i < 50; i++) {
      guard.scanned(i % 3 == 0);
      guard.ticked(i % 8 != 0);
    }
    assertTrue(guard.mayAct());
  }

  @Test
  void aSwitchIsOnRecord() {
    guard.switchTo(Mode.OBSERVE);
    guard.switchTo(Mode.ACT);
    assertEquals(
        List.of("mode observe, was act", "mode act, was observe"),
        events.stream().map(Event::human).toList());
    assertEquals("agent.mode", events.get(1).name());
    assertEquals("observe", events.get(1).fields().get("before"));
  }

  @Test
  void anObserverNeverActs() {
    guard.switchTo(Mode.OBSERVE);
    assertFalse(guard.mayAct());
    guard.switchTo(Mode.OFF);
    assertFalse(guard.mayAct());
    assertEquals("off", guard.mode());
  }
}
