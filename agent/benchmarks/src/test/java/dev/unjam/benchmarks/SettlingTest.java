package dev.unjam.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SettlingTest {
  private static final long SECOND = 1_000_000_000;

  /** Two seconds without compiling, or ten in all. */
  private static Settling settling() {
    return new Settling(new PipeScale(1, 0, 2, 10, 1), 100 * SECOND);
  }

  @Test
  void whatCompilesIsNotMeasured() {
    Settling s = settling();
    for (int second = 1; second < 10; second++) {
      assertFalse(s.isOver((100 + second) * SECOND, 50L * second));
    }
  }

  @Test
  void itIsOverOnceHardlyAnythingWasCompiledForSoLong() {
    Settling s = settling();
    assertFalse(s.isOver(101 * SECOND, 700));
    assertFalse(s.isOver(102 * SECOND, 739));
    assertTrue(s.isOver(103 * SECOND, 740));
  }

  @Test
  void manyLittleCompilationsAreNotLittle() {
    Settling s = settling();
    assertFalse(s.isOver(101 * SECOND, 30));
    assertFalse(s.isOver(102 * SECOND, 60));
    assertFalse(s.isOver(103 * SECOND, 75));
    assertTrue(s.isOver(104 * SECOND, 95));
  }

  @Test
  void whoNeverStopsCompilingIsMeasuredAllTheSame() {
    Settling s = settling();
    assertFalse(s.isOver(109 * SECOND, 9_000));
    assertTrue(s.isOver(110 * SECOND, 10_000));
  }
}
