package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
class NativeCallsTest {
  @Test
  void aLiveProcessMayBeSignalledAndADeadOneIsNotThere() throws Exception {
    assertNull(NativeCalls.whyNot());
    LibC calls = NativeCalls.get().orElseThrow();
    assertEquals(0, calls.signalError((int) ProcessHandle.current().pid()));
    assertEquals(LibC.ESRCH, calls.signalError((int) Children.dead()));
  }

  @Test
  void aHiddenProcessIsAskedOfTheKernel() throws Exception {
    try (Children children = new Children()) {
      assertEquals(Liveness.ALIVE, HiddenProcess.liveness(children.sleeping()));
    }
    assertEquals(Liveness.DEAD, HiddenProcess.liveness(Children.dead()));
  }
}
