package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.AnswerHooks;
import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.Flows;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.refusal.Classifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When what was refused to others is refused to the holder for whom they asked. */
class ToldTest {
  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);
  private final ReentrantLock lock = new ReentrantLock();
  private final Thread holder = Thread.currentThread();
  private final List<FutureTask<?>> tasks = new ArrayList<>();

  @BeforeEach
  void hold() {
    Bridge.switchTo(true);
    HoldHooks.ownerSet(lock, holder);
  }

  @AfterEach
  void release() {
    HoldHooks.ownerSet(lock, null);
    Flows.prune();
    Bridge.switchTo(false);
  }

  private FutureTask<String> handedOver() {
    FutureTask<String> task = new FutureTask<>(() -> "");
    tasks.add(task);
    FlowHooks.handsOver(task);
    return task;
  }

  private static CallRecord begun() {
    return (CallRecord)
        Objects.requireNonNull(ClientHooks.enter("test", "GET", "model", 443, new Object()));
  }

  private static void answered(CallRecord call, int status) {
    ClientHooks.head(call, status, List.of());
    ClientHooks.exit(call, false, null);
  }

  private static void at(FutureTask<?> task, boolean over, Runnable what) {
    CompletableFuture.runAsync(
            () -> {
              Object entered = FlowHooks.begins(task);
              what.run();
              FlowHooks.ends(task, entered, over);
            })
        .join();
  }

  /** Work is done that asks, is answered so, and tells the holder or not. */
  private void asks(int status, boolean tells) {
    at(
        handedOver(),
        true,
        () -> {
          answered(begun(), status);
          if (tells) {
            AnswerHooks.wakes(holder);
          }
        });
  }

  private @Nullable RefusalsView refused() {
    return tracker.snapshot().holders().stream()
        .filter(h -> h.threadId() == holder.getId())
        .map(HolderView::refusals)
        .filter(Objects::nonNull)
        .findAny()
        .orElse(null);
  }

  @Test
  void whatTheHolderWasToldIsRefusedToHimThoughTheWorkIsOver() {
    asks(429, true);
    RefusalsView r = there(refused());
    assertEquals(1, r.count());
    assertEquals("model:443", r.peer());
    tracker.snapshot();
    assertEquals(1, there(refused()).count(), "counted once");
    HoldHooks.ownerSet(lock, null);
    HoldHooks.ownerSet(lock, holder);
    assertNull(refused(), "another hold");
  }

  private static RefusalsView there(@Nullable RefusalsView r) {
    return Objects.requireNonNull(r, "refused");
  }

  @Test
  void whatHeWasNotToldIsNoneOfHis() {
    asks(429, false);
    assertNull(refused());
    assertNull(refused(), "nor later");
  }

  @Test
  void refusalAfterRefusalCountsFromTheFirstWhicheverWorkMetIt() {
    asks(429, true);
    refused();
    Ticks.advance(5_000);
    asks(429, true);
    RefusalsView r = there(refused());
    assertEquals(2, r.count());
    assertTrue(r.firstMillis() >= 5_000);
  }

  @Test
  void whoIsToldAfterTheScanThatSawTheRefusalIsToldNonetheless() {
    FutureTask<String> task = handedOver();
    at(task, false, () -> answered(begun(), 429));
    assertNull(refused(), "not yet");
    at(task, true, () -> AnswerHooks.wakes(holder));
    assertNotNull(refused());
  }

  @Test
  void anAnswerToOtherWorkOrToHimselfEndsIt() {
    asks(429, true);
    assertNotNull(refused());
    asks(200, false);
    assertNull(refused(), "by others");
    asks(429, true);
    assertNotNull(refused(), "and once more");
    answered(begun(), 200);
    assertNull(refused(), "by himself");
  }

  @Test
  void ofSeveralThatAreAskedAtOnceOneAnswerIsEnoughWhicheverCameFirst() {
    FutureTask<String> good = handedOver();
    CallRecord[] call = new CallRecord[1];
    at(good, false, () -> call[0] = begun());
    FutureTask<String> bad = handedOver();
    at(
        bad,
        true,
        () -> {
          answered(begun(), 429);
          AnswerHooks.wakes(holder);
        });
    assertNotNull(refused(), "as long as there is none");
    at(good, true, () -> answered(call[0], 200));
    assertNull(refused());

    FutureTask<String> late = handedOver();
    at(late, false, () -> call[0] = begun());
    asks(200, true);
    tracker.snapshot();
    at(
        late,
        true,
        () -> {
          answered(call[0], 429);
          AnswerHooks.wakes(holder);
        });
    assertNull(refused(), "told of the good one first");
  }
}
