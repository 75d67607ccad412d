package dev.unjam.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class PresenceTest {
  @Test
  void whereNothingIsWovenOnlyTheBareSettingPasses() {
    assertDoesNotThrow(Setting.BARE::expectActive);
    assertThrows(IllegalStateException.class, Setting.AGENT::expectActive);
    assertThrows(IllegalStateException.class, Setting.BYTEMAN::expectActive);
  }
}
