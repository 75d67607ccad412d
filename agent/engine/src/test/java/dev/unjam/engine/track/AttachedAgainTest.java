package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that looks for the first time, when the clock and the children have long gone on. */
class AttachedAgainTest {
  private static final long SCAN = 250;

  private final HostThread holder = HostThread.single("holder");
  private final HostThread writer = HostThread.single("writer");
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private final WovenLock lock = WovenLock.reentrant();
  private final AChild child = AChild.script("sleep 600");

  AttachedAgainTest() throws Exception {}

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void end() {
    answer.complete("");
    HostThread.await(holder.run(lock::unlock));
    child.close();
    Bridge.switchTo(false);
    holder.close();
    writer.close();
  }

  private static Tracker tracker() {
    return new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);
  }

  private void asks() {
    HostThread.await(writer.run(() -> child.asks(1, "s")));
  }

  private void waits() {
    HostThread.await(holder.run(lock::lock));
    var unused = holder.run(answer::join);
    Awaitility.await().until(this::isParked);
  }

  private boolean isParked() {
    Object on = LockSupport.getBlocker(holder.thread());
    return on != null && on.getClass().getName().contains("Signaller");
  }

  private boolean isTakenForTheAsker(Tracker tracker) {
    boolean taken = false;
    for (int i = 0; i < 3; i++) {
      Ticks.advance(SCAN);
      HolderView h = tracker.snapshot().holder(holder.record().id);
      taken |= h != null && !h.handovers().isEmpty();
    }
    return taken;
  }

  @Test
  void whatWasAskedLongBeforeTheFirstLookIsForNobodyWhoBeginsToWaitNow() {
    asks();
    Ticks.advance(10_000);
    Tracker tracker = tracker();
    waits();
    assertFalse(isTakenForTheAsker(tracker));
  }

  @Test
  void whatIsAskedAsHeBeginsToWaitIsForHim() {
    Ticks.advance(10_000);
    Tracker tracker = tracker();
    asks();
    waits();
    assertTrue(isTakenForTheAsker(tracker));
  }
}
