package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.Flows;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.engine.refusal.Classifier;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as going on of what a holder handed over. */
class HandoverLogTest {
  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);
  private final ReentrantLock lock = new ReentrantLock();
  private final Object stage = new Object();
  private final CompletableFuture<String> promise = new CompletableFuture<>();

  @BeforeEach
  void hold() {
    Bridge.switchTo(true);
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  @AfterEach
  void release() {
    HoldHooks.ownerSet(lock, null);
    Flows.prune();
    Bridge.switchTo(false);
  }

  private List<HandoverView> goingOn() {
    return tracker.snapshot().holders().stream()
        .filter(h -> h.threadId() == Thread.currentThread().getId())
        .flatMap(h -> h.handovers().stream())
        .toList();
  }

  @Test
  void aStageWhoseFutureIsCompleteWaitsForNobodyAnyMore() {
    FlowHooks.handsOver(stage, promise);
    assertEquals(1, goingOn().size(), "not yet");
    promise.completeExceptionally(new IllegalStateException("by somebody else"));
    assertEquals(List.of(), goingOn());
    assertNull(Flows.of(stage));
  }

  @Test
  void aStageGoesOnWhileSomebodyIsAtItThoughItsFutureIsComplete() throws Exception {
    FlowHooks.handsOver(stage, promise);
    promise.complete("");
    CompletableFuture<Object> begun = new CompletableFuture<>();
    CompletableFuture<String> goOn = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              Object entered = FlowHooks.begins(stage);
              begun.complete(stage);
              goOn.join();
              FlowHooks.ends(entered, true);
            },
            "worker");
    worker.start();
    begun.join();
    assertEquals(1, goingOn().size());
    assertNotNull(Flows.of(stage));
    goOn.complete("");
    worker.join();
    assertEquals(List.of(), goingOn());
  }

  @Test
  void aTaskThatWasCancelledBeforeItsTurnIsOver() {
    FutureTask<String> task = new FutureTask<>(() -> "");
    FlowHooks.handsOver(task);
    assertEquals(1, goingOn().size(), "not yet");
    task.cancel(false);
    assertEquals(List.of(), goingOn());
  }

  @Test
  void aFutureOfTheHostsOwnIsNotAskedWhetherItIsDone() {
    CompletableFuture<String> own =
        new CompletableFuture<>() {
          @Override
          public boolean isDone() {
            throw new AssertionError("asked");
          }
        };
    FlowHooks.handsOver(stage, own);
    assertEquals(1, goingOn().size());
    own.complete("");
    assertEquals(List.of(), goingOn());
  }
}
