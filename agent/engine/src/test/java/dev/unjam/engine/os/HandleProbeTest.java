package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What other systems than Linux get, tried here as far as it can be. */
class HandleProbeTest {
  private final ProcessProbe probe = new HandleProbe();

  @Test
  void runningAndDeadProcessesAreToldApartWithoutProc() throws Exception {
    try (Children children = new Children()) {
      assertEquals(Liveness.ALIVE, probe.liveness(children.sleeping()));
    }
    assertEquals(Liveness.DEAD, probe.liveness(Children.dead()));
    assertEquals(Liveness.DEAD, probe.liveness(-1));
  }
}
