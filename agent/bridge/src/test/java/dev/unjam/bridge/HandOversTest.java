package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandOversTest {
  private static final int ROW = 64;

  private final Object lock = new Object();

  @AfterEach
  void forget() {
    HandOvers.clear();
  }

  private long stampedNow() {
    return requireNonNull(HandOvers.of(lock)).stamped(1);
  }

  private void isReleasedByItself(int times) {
    for (int i = 0; i < times; i++) {
      HandOvers.byItself(lock);
    }
  }

  @Test
  void aLockThatOnlyItsTakersReleaseHasNoMark() {
    isReleasedByItself(1);
    assertNull(HandOvers.of(lock));
    assertFalse(HandOvers.isHandedOver(lock));
    assertFalse(HandOvers.isVoid(lock, 1));
  }

  @Test
  void aReleaseByAnotherVoidsWhatWasTakenBeforeIt() {
    HandOvers.byAnother(lock);
    assertTrue(HandOvers.isHandedOver(lock));
    assertTrue(HandOvers.isVoid(lock, 1), "from before the mark");
    long extra = stampedNow();
    assertEquals(1, (int) extra);
    assertFalse(HandOvers.isVoid(lock, extra));
    HandOvers.byAnother(lock);
    assertTrue(HandOvers.isVoid(lock, extra));
    assertFalse(HandOvers.isHandedOver(new Object()), "another lock is none");
  }

  @Test
  void aReleaseThatFailedVoidsNothing() {
    HandOvers.byAnother(lock);
    HandOvers.notByAnother(lock);
    assertFalse(HandOvers.isHandedOver(lock));
    assertFalse(HandOvers.isVoid(lock, 1));
    HandOvers.byAnother(lock);
    long extra = stampedNow();
    HandOvers.byAnother(lock);
    HandOvers.notByAnother(lock);
    assertTrue(HandOvers.isHandedOver(lock), "it was before");
    assertFalse(HandOvers.isVoid(lock, extra));
  }

  @Test
  void aRowOfReleasesByItsTakersMakesItAnOrdinaryLockThatForgetsNothing() {
    HandOvers.byAnother(lock);
    long extra = stampedNow();
    isReleasedByItself(ROW - 1);
    assertTrue(HandOvers.isHandedOver(lock));
    isReleasedByItself(1);
    assertFalse(HandOvers.isHandedOver(lock));
    assertTrue(HandOvers.isVoid(lock, 1), "what another gave back stays given back");
    assertFalse(HandOvers.isVoid(lock, extra));
  }

  @Test
  void oneReleaseByAnotherBeginsTheRowAnew() {
    HandOvers.byAnother(lock);
    isReleasedByItself(ROW - 1);
    HandOvers.byAnother(lock);
    isReleasedByItself(ROW - 1);
    assertTrue(HandOvers.isHandedOver(lock));
  }

  @Test
  void aStampGivenBackByAnotherVoidsThoseUpToItsVersion() {
    HandOvers.byAnother(lock, 0x201);
    assertTrue(HandOvers.isVoid(lock, 0x180), "written before");
    assertTrue(HandOvers.isVoid(lock, 0x202), "read at the same time");
    assertFalse(HandOvers.isVoid(lock, 0x280), "written after");
    assertFalse(HandOvers.isVoid(lock, 0x301));
  }
}
