package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A virtual thread in a call under a lock, while the carriers are idle and while none is. */
@EnabledForJreRange(min = JRE.JAVA_21)
class CarriersTest {
  private static final long SILENT = 30_000;

  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000);
  private final WovenLock lock = WovenLock.reentrant();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean crowded = new AtomicBoolean();
  private final AtomicInteger busy = new AtomicInteger();

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void end() {
    crowded.set(false);
    Awaitility.await().until(() -> busy.get() == 0);
    Bridge.switchTo(false);
  }

  /** By reflection: this is compiled for 17. */
  private static Thread virtual(Runnable work) throws ReflectiveOperationException {
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
  }

  private void calls() {
    lock.lock();
    Object call = ClientHooks.enter("test", "POST", "provider.example", 443, this);
    while (!over.get()) {
      LockSupport.park();
    }
    ClientHooks.exit(call, false, null);
    lock.unlock();
  }

  private void everyCarrierIsBusy() throws ReflectiveOperationException {
    int carriers = Runtime.getRuntime().availableProcessors();
    crowded.set(true);
    for (int i = 0; i < carriers; i++) {
      virtual(this::computes);
    }
    Awaitility.await().until(() -> busy.get() == carriers);
  }

  private void computes() {
    busy.incrementAndGet();
    while (crowded.get()) {
      Thread.onSpinWait();
    }
    busy.decrementAndGet();
  }

  private long silence(Thread holder) {
    Ticks.advance(SILENT);
    return tracker.snapshot().holders().stream()
        .filter(h -> h.threadId() == holder.getId())
        .findFirst()
        .orElseThrow()
        .calls()
        .get(0)
        .silentMillis();
  }

  /** Each look asks the carriers, and the next one has their answer. */
  private void untilSilentFor(Thread holder, long millis) {
    Awaitility.await().until(() -> silence(holder) >= millis);
  }

  private static void untilParked(Thread t) {
    Awaitility.await().until(() -> t.getState() == Thread.State.WAITING);
  }

  @Test
  void whoHasBeenWokenAndOnlyWaitsForACarrierIsNotMetWithSilence() throws Exception {
    Thread holder = virtual(this::calls);
    untilParked(holder);
    untilSilentFor(holder, 2 * SILENT);
    everyCarrierIsBusy();
    LockSupport.unpark(holder);
    Awaitility.await().until(() -> Carriers.isAwaitedBy(holder));
    assertEquals(1, silence(holder), "its bytes are there");
    crowded.set(false);
    untilParked(holder);
    untilSilentFor(holder, 2 * SILENT);
    ends(holder);
  }

  @Test
  void whileNoCarrierHasTimeNobodyKnowsWhetherWhatItWaitsForHasCome() throws Exception {
    Thread holder = virtual(this::calls);
    untilParked(holder);
    untilSilentFor(holder, 2 * SILENT);
    everyCarrierIsBusy();
    silence(holder);
    long proven = silence(holder);
    assertEquals(proven, silence(holder), "the time goes on, and what is known does not");
    assertEquals(proven, silence(holder));
    crowded.set(false);
    untilSilentFor(holder, proven + 2 * SILENT);
    ends(holder);
  }

  private void ends(Thread holder) throws InterruptedException {
    over.set(true);
    LockSupport.unpark(holder);
    holder.join();
  }

  @Test
  void whoRunsHasItsCarrierAndAPlatformThreadNeedsNone() throws Exception {
    assertFalse(Carriers.isAwaitedBy(Thread.currentThread()));
    crowded.set(true);
    Thread running = virtual(this::computes);
    Awaitility.await().until(() -> busy.get() == 1);
    assertFalse(Carriers.isAwaitedBy(running));
  }
}
