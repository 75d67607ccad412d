package dev.unjam.engine.track;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.Denial;
import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.Flows;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.refusal.Classifier;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
    FlowHooks.made(stage, promise);
    assertEquals(1, goingOn().size(), "not yet");
    promise.completeExceptionally(new IllegalStateException("by somebody else"));
    assertEquals(List.of(), goingOn());
    assertNull(Flows.of(stage));
  }

  @Test
  void aStageGoesOnWhileSomebodyIsAtItThoughItsFutureIsComplete() throws Exception {
    FlowHooks.made(stage, promise);
    promise.complete("");
    CompletableFuture<Object> begun = new CompletableFuture<>();
    CompletableFuture<String> goOn = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              Object entered = FlowHooks.begins(stage);
              begun.complete(stage);
              goOn.join();
              FlowHooks.ends(stage, entered, true);
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
    FlowHooks.made(stage, own);
    assertEquals(1, goingOn().size());
    own.complete("");
    assertEquals(List.of(), goingOn());
  }

  /** Serves what comes, one after the other; a holder of something happens to have started it. */
  private Thread server(Callable<?> waits, AtomicReference<Optional<Object>> answered) {
    Thread server =
        new Thread(
            () -> {
              try {
                Object refused = ClientHooks.enter("test", "GET", "model", 443, new Object());
                ClientHooks.head((CallRecord) refused, 429, List.of());
                ClientHooks.exit(refused, false, null);
                waits.call();
                Object next = ClientHooks.enter("test", "GET", "model", 443, new Object());
                answered.set(Optional.ofNullable(next));
              } catch (Exception e) {
                answered.set(Optional.of(e));
              }
            },
            "server");
    server.setDaemon(true);
    FlowHooks.handsOver(server);
    server.start();
    return server;
  }

  /** What the second call came to, of a server whose first holder was denied and has gone. */
  private Optional<Object> secondCall(Callable<?> waits, Thread.State state, Runnable goOn)
      throws Exception {
    AtomicReference<Optional<Object>> answered = new AtomicReference<>();
    Thread server = server(waits, answered);
    await().until(server::getState, state::equals);
    ThreadRecord holder = Objects.requireNonNull(Flows.of(server)).holder;
    holder.deny(new Denial(holder.seqAt(0), "model:443", "no"));
    HoldHooks.ownerSet(lock, null);
    tracker.snapshot();
    goOn.run();
    server.join(20_000);
    return Objects.requireNonNull(answered.get());
  }

  @Test
  void whoServesTheNextOneIsNotHeldToTheDenialOfTheOneBefore() throws Exception {
    LinkedBlockingQueue<String> next = new LinkedBlockingQueue<>();
    assertEquals(
        Optional.empty(),
        secondCall(next::take, Thread.State.WAITING, () -> next.add("next")),
        "nobody's");
    LinkedBlockingQueue<String> later = new LinkedBlockingQueue<>();
    HoldHooks.ownerSet(lock, Thread.currentThread());
    Optional<Object> polled =
        secondCall(
            () -> later.poll(1, TimeUnit.HOURS),
            Thread.State.TIMED_WAITING,
            () -> later.add("next"));
    assertEquals(Optional.empty(), polled);
  }

  @Test
  void whoWaitsForItsTimeToTryAgainIs() throws Exception {
    CountDownLatch time = new CountDownLatch(1);
    Optional<Object> slept =
        secondCall(
            () -> time.await(1, TimeUnit.HOURS), Thread.State.TIMED_WAITING, time::countDown);
    assertInstanceOf(QuotaExceededException.class, slept.orElseThrow());
  }

  @Test
  void whoWaitsForWhatTriesAgainElsewhereIs() throws Exception {
    CompletableFuture<String> again = new CompletableFuture<>();
    Optional<Object> call = secondCall(again::join, Thread.State.WAITING, () -> again.complete(""));
    assertInstanceOf(QuotaExceededException.class, call.orElseThrow());
  }
}
