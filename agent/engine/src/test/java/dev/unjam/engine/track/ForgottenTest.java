package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ForgottenTest {
  private final Forgotten forgotten = new Forgotten();

  @Test
  void whatIsSeenStaysAndWhatHasGoneIsDropped() {
    forgotten.add(new HoldId(1, 7));
    forgotten.add(new HoldId(1, 8));
    for (int i = 0; i < 5; i++) {
      forgotten.begin();
      forgotten.seen(1, 7);
      forgotten.scanned();
    }
    assertTrue(forgotten.contains(1, 7));
    assertFalse(forgotten.contains(1, 8));
    assertFalse(forgotten.contains(2, 7));
    assertEquals(1, forgotten.size());
  }

  @Test
  void whatIsAddedAfterAScanHasPassedItsRecordIsForTheNextToSee() {
    forgotten.begin();
    forgotten.add(new HoldId(1, 7));
    forgotten.scanned();
    assertTrue(forgotten.anyOf(1));
    assertFalse(forgotten.anyOf(2));
    forgotten.begin();
    forgotten.seen(1, 7);
    forgotten.scanned();
    assertTrue(forgotten.contains(1, 7));
    forgotten.begin();
    forgotten.scanned();
    forgotten.begin();
    forgotten.scanned();
    assertFalse(forgotten.anyOf(1));
  }
}
