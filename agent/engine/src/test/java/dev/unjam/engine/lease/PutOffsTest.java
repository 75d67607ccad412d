package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PutOffsTest {
  private final PutOffs putOffs = new PutOffs();

  @Test
  void behindOthersThatGetOnAnEntryWaitsNineTimes() {
    assertEquals(9, waits("a", true));
  }

  @Test
  void behindOneThatHangsThreeTimes() {
    assertEquals(3, waits("a", false));
  }

  @Test
  void eachForItself() {
    waits("a", false);
    assertEquals(3, waits("b", false));
  }

  private int waits(String key, boolean moving) {
    int times = 0;
    while (putOffs.mayWait(key, new TranscriptOutcome.PutOff(moving))) {
      times++;
    }
    return times;
  }
}
