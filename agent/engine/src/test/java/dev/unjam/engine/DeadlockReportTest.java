package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.report.Event;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DeadlockReportTest {
  private final WovenLock a = WovenLock.reentrant();
  private final WovenLock b = WovenLock.reentrant();

  @Test
  void aDeadlockIsNamedOnceAfterTheThresholdNeverTouchedAndClosedWhenItIsGone() {
    try (Rig rig = new Rig(Mode.ACT, true)) {
      HostThread first = holding(rig, "first", a);
      HostThread second = holding(rig, "second", b);
      CompletableFuture<Boolean> wait = first.run(b::lock);
      CompletableFuture<Boolean> forEver = second.call(() -> a.lockInterruptibly());
      awaitState(first, Thread.State.WAITING);
      awaitState(second, Thread.State.WAITING);
      rig.tick(Rig.LEAK);
      rig.tick(Rig.THRESHOLD - 1);
      assertEquals(0, rig.events.size(), "it is young");
      for (int i = 0; i < 20; i++) {
        rig.tick(Rig.SILENCE);
      }
      Event opened = rig.only("incident.opened");
      assertEquals("unknown", opened.fields().get("verdict"));
      assertTrue(
          opened.human().matches(".*deadlock: \"\\w+\"#\\d+ waits for .*, which waits for .*"),
          opened.human());
      assertEquals(1, rig.deadlocks.open().size());

      second.thread().interrupt();
      HostThread.failure(forEver);
      rig.tick(1);
      assertEquals("self_recovered", rig.only("incident.closed").fields().get("outcome"));
      assertEquals(0, rig.deadlocks.open().size());
      assertEquals(0, rig.named("action.started").size());
      HostThread.await(second.run(b::unlock));
      HostThread.await(wait);
    }
  }

  @Test
  void aCircleThatALimitWillEndIsNotReported() {
    try (Rig rig = new Rig(Mode.ACT, true)) {
      HostThread first = holding(rig, "first", a);
      HostThread second = holding(rig, "second", b);
      CompletableFuture<Boolean> wait = first.run(b::lock);
      CompletableFuture<Boolean> limited = second.call(() -> a.tryLock(600_000));
      awaitState(first, Thread.State.WAITING);
      awaitState(second, Thread.State.TIMED_WAITING);
      rig.tick(Rig.LEAK);
      for (int i = 0; i < 20; i++) {
        rig.tick(Rig.SILENCE);
      }
      assertEquals(0, rig.events.size());
      second.thread().interrupt();
      HostThread.failure(limited);
      HostThread.await(second.run(b::unlock));
      HostThread.await(wait);
    }
  }

  @Test
  void aChainBehindAHolderThatIsBusyIsNone() {
    try (Rig rig = new Rig(Mode.ACT, true)) {
      HostThread root = holding(rig, "root", a);
      HostThread middle = holding(rig, "middle", b);
      CompletableFuture<Boolean> wait = middle.run(a::lock);
      CompletableFuture<Boolean> last = rig.thread("last").run(b::lock);
      awaitState(middle, Thread.State.WAITING);
      rig.tick(1);
      rig.tick(Rig.THRESHOLD);
      rig.tick(Rig.THRESHOLD - 2);
      assertEquals(0, rig.events.size());
      rig.tick(2);
      Event opened = rig.only("incident.opened");
      assertEquals("root", opened.fields().get("holder"), "not the one in the middle");
      assertEquals(2, opened.fields().get("blast_radius"));
      HostThread.await(root.run(a::unlock));
      HostThread.await(wait);
      HostThread.await(middle.run(b::unlock));
      HostThread.await(last);
    }
  }

  private static HostThread holding(Rig rig, String name, WovenLock lock) {
    HostThread t = rig.thread(name);
    HostThread.await(t.run(lock::lock));
    return t;
  }

  private static void awaitState(HostThread t, Thread.State state) {
    Awaitility.await().until(() -> t.thread().getState() == state);
  }
}
