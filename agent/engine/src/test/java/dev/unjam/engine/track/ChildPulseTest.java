package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On real children; the clock is the test's. */
@EnabledOnOs(OS.LINUX)
class ChildPulseTest {
  private static final long EVERY = 100;

  private final ChildPulse pulse = new ChildPulse(EVERY);
  private long now = 1_000_000;

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void end() {
    Bridge.switchTo(false);
  }

  private static ChildCall asked(AChild child) {
    child.asks(1, "s");
    return child.record().pending().get(0);
  }

  /** Whether it was ever seen at work in so many looks. */
  private boolean isSeenAtWork(ChildCall call, int looks) {
    for (int i = 0; i < looks; i++) {
      now += EVERY;
      if (pulse.movesAt(call, true, now) == now) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aGrandchildThatBurnsCpuInSilenceIsAtWorkAndOneThatSleepsIsNot() throws Exception {
    try (AChild busy = AChild.script("sh -c 'while :; do :; done' & wait");
        AChild idle = AChild.script("sleep 600 & wait")) {
      ChildCall call = asked(busy);
      Awaitility.await().until(() -> isSeenAtWork(call, 1));
      assertTrue(busy.record().tree().size() >= 1, "and is known, should its parent die");
      assertEquals(false, isSeenAtWork(asked(idle), 20));
    }
  }

  @Test
  void whatItUsesOfTheDiskCountsAsWell() throws Exception {
    String copies = "while :; do dd if=/dev/zero of=/dev/null bs=65536 count=200 2>/dev/null; done";
    try (AChild child = AChild.script(copies)) {
      ProcessTicks before = ProcessTicks.of(child.process().toHandle());
      Awaitility.await()
          .until(
              () ->
                  ProcessTicks.of(child.process().toHandle()).bytes() >= before.bytes()
                      && ProcessTicks.of(ProcessHandle.current()).bytes() > 0);
      ChildCall call = asked(child);
      Awaitility.await().until(() -> isSeenAtWork(call, 1));
    }
  }

  @Test
  void whatItSaysBesideItsTurnKeepsItAliveUnlessItSpeaksOfARefusal() throws Exception {
    try (AChild child = AChild.script("sleep 600")) {
      ChildCall call = asked(child);
      byte[] line = "compiling\n".getBytes(UTF_8);
      child.record().saysOnStderr(line, 0, line.length);
      assertEquals(Ticks.now(), pulse.movesAt(call, false, now));
      assertEquals(0, pulse.movesAt(call, true, now));
    }
  }
}
