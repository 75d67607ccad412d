package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import java.util.concurrent.CompletableFuture;
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

  /** It takes what it is given and passes it on: far more bytes than that takes of a core. */
  @Test
  void whatItReadsAndWritesCountsWithoutAnythingOfTheProcessor() throws Exception {
    try (AChild child = AChild.script("exec cat >/dev/null")) {
      ChildCall call = asked(child);
      Awaitility.await().until(() -> bytesOf(child) > 0 && !isSeenAtWork(call, 1));
      Awaitility.await().until(() -> isSeenAtWorkByBytesAlone(child, call));
    }
  }

  private boolean isSeenAtWorkByBytesAlone(AChild child, ChildCall call) {
    ProcessHandle process = child.process().toHandle();
    ProcessTicks before = ProcessTicks.of(process);
    isSeenAtWork(call, 1);
    int bytes = 100_000;
    child.write("x".repeat(bytes) + "\n");
    Awaitility.await().until(() -> bytesOf(child) >= before.bytes() + 2L * bytes);
    boolean atWork = isSeenAtWork(call, 1);
    long cpu = ProcessTicks.of(process).cpuMillis() - before.cpuMillis();
    return atWork && cpu == 0;
  }

  private static long bytesOf(AChild child) {
    return ProcessTicks.of(child.process().toHandle()).bytes();
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

  /** So many bytes in so long a time are far more than what is work, and cost nothing to make. */
  @Test
  void whatARefusedChildFloodsItsErrorStreamWithIsNoWorkAndWhatItWritesElsewhereIs()
      throws Exception {
    long every = 10_000;
    ChildPulse slow = new ChildPulse(every);
    String print = "printf '%02000000d\\n' 0";
    String script = "read x; read x; " + print + " >&2; read x; " + print + " >/dev/null; read x";
    try (AChild child = AChild.script(script);
        HostThread reader = HostThread.single("reader")) {
      ChildCall call = asked(child);
      CompletableFuture<byte[]> all =
          reader.call(() -> child.process().getErrorStream().readAllBytes());
      slow.movesAt(call, true, now);
      child.write("\n");
      Awaitility.await().until(() -> child.record().heard() == 2_000_001);
      assertTrue(bytesOf(child) >= 2_000_001);
      assertEquals(0, slow.movesAt(call, true, now + every));
      child.write("\n");
      Awaitility.await().until(() -> bytesOf(child) > 4_000_000);
      assertEquals(now + 2 * every, slow.movesAt(call, true, now + 2 * every));
      child.write("\n");
      assertEquals(2_000_001, HostThread.await(all).length);
    }
  }
}
