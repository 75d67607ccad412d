package dev.unjam.engine.track;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.Flows;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.engine.refusal.Classifier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of which work it is asked whether its holder waits for it. */
class AwaitedTest {
  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);
  private final FutureTask<String> answered = new FutureTask<>(() -> "");
  private final FutureTask<String> refused = new FutureTask<>(() -> "");
  private final CountDownLatch handedOver = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  /** As a client has them on its stack: a call whose handle nobody has is over. */
  private final List<Object> handles = new CopyOnWriteArrayList<>();

  /** Waits by a latch, which tells nobody what for. */
  private final Thread holder =
      new Thread(
          () -> {
            ReentrantLock lock = new ReentrantLock();
            HoldHooks.ownerSet(lock, Thread.currentThread());
            FlowHooks.handsOver(answered);
            FlowHooks.handsOver(refused);
            handedOver.countDown();
            awaitEnd();
            HoldHooks.ownerSet(lock, null);
          },
          "holder");

  @BeforeEach
  void begin() throws InterruptedException {
    Bridge.switchTo(true);
    holder.setDaemon(true);
    holder.start();
    handedOver.await();
  }

  @AfterEach
  void end() throws InterruptedException {
    end.countDown();
    holder.join();
    Flows.prune();
    Bridge.switchTo(false);
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another thread asks for this, gets the head of an answer, and stays where it is. */
  private void calls(FutureTask<?> task, int status) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Thread worker =
        new Thread(
            () -> {
              Object entered = FlowHooks.begins(task);
              Object handle = new Object();
              handles.add(handle);
              CallRecord call =
                  (CallRecord) ClientHooks.enter("test", "GET", "" + status, 443, handle);
              ClientHooks.head(call, status, List.of());
              told.countDown();
              awaitEnd();
              ClientHooks.exit(call, false, null);
              FlowHooks.ends(task, entered, true);
            },
            "worker");
    worker.setDaemon(true);
    worker.start();
    told.await();
  }

  private List<HandoverView> views() {
    return tracker.snapshot().holders().stream()
        .filter(h -> h.threadId() == holder.getId())
        .flatMap(h -> h.handovers().stream())
        .toList();
  }

  private Awaited of(int status) {
    return views().stream()
        .filter(v -> v.call() != null && v.call().status() == status)
        .map(HandoverView::awaited)
        .findAny()
        .orElseThrow();
  }

  @Test
  void workThatGoesWellIsAskedForOnlyOnceOtherWorkIsStuck() throws InterruptedException {
    await().until(() -> holder.getState() == Thread.State.WAITING);
    calls(answered, 200);
    assertEquals(2, views().size());
    assertEquals(Awaited.NO, of(200), "nothing comes of it");
    calls(refused, 429);
    assertEquals(2, views().size());
    assertEquals(Awaited.PERHAPS, of(429));
    assertEquals(Awaited.PERHAPS, of(200));
  }
}
