package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Of which calls a holder was told that others made for him. */
class AnswerHooksTest extends FlowCrew {
  private final CompletableFuture<String> stage = new CompletableFuture<>();

  private static CallRecord refused() {
    CallRecord call = (CallRecord) Objects.requireNonNull(call());
    call.head(429, Map.of());
    call.end();
    return call;
  }

  private long told() {
    return Objects.requireNonNull(Flows.of(task)).toldOf();
  }

  /** The work is at it, and not over when this returns. */
  private CallRecord asTask(Runnable then) throws Exception {
    return elsewhere(
        () -> {
          Object entered = FlowHooks.begins(task);
          CallRecord call = refused();
          then.run();
          FlowHooks.ends(entered, false);
          return call;
        });
  }

  private void wakesWithin(Object work) {
    Object entered = FlowHooks.begins(work);
    AnswerHooks.wakes(Objects.requireNonNull(Flows.of(task)).holder.thread);
    FlowHooks.ends(entered, true);
  }

  @Test
  void whoIsWokenByTheWorkThatAskedIsToldOfItsCall() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    CallRecord call = asTask(() -> AnswerHooks.wakes(holder.thread));
    assertEquals(call.id, told());
  }

  @Test
  void whoIsNotWokenIsToldOfNothing() throws Exception {
    holdsAndHandsOver(task);
    asTask(() -> {});
    assertEquals(0, told(), "nobody was");
    asTask(() -> AnswerHooks.wakes(new Thread()));
    assertEquals(0, told(), "somebody else");
    ThreadRecord holder = Objects.requireNonNull(Flows.of(task)).holder;
    elsewhere(
        () -> {
          AnswerHooks.wakes(holder.thread);
          return null;
        });
    assertEquals(0, told(), "by somebody else");
  }

  @Test
  void whoIsWokenByWorkThatHasNotAskedYetOrHasNoAnswerIsToldOfNothing() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    elsewhere(
        () -> {
          Object entered = FlowHooks.begins(task);
          AnswerHooks.wakes(holder.thread);
          CallRecord call = (CallRecord) Objects.requireNonNull(call());
          AnswerHooks.wakes(holder.thread);
          call.head(429, Map.of());
          FlowHooks.ends(entered, false);
          return null;
        });
    assertEquals(0, told());
  }

  @Test
  void whatTheHolderHasHungBehindTheWorkTellsHimAsWell() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    onHost(
        () -> {
          FlowHooks.made(stage, null);
          return null;
        });
    CallRecord call = asTask(() -> wakesWithin(stage));
    assertEquals(call.id, told());
    assertEquals(holder, Objects.requireNonNull(Flows.of(task)).holder);
  }

  /** The next in a queue of the host's own, say, that comes after it on the same thread. */
  @Test
  void aTaskThatComesAfterItTellsNothingOfIt() throws Exception {
    FutureTask<String> next = new FutureTask<>(() -> "");
    holdsAndHandsOver(task);
    onHost(
        () -> {
          FlowHooks.made(next, null);
          return null;
        });
    asTask(() -> wakesWithin(next));
    assertEquals(0, told());
  }

  @Test
  void soDoesWhatItPassesOnToAnotherThread() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    onHost(
        () -> {
          FlowHooks.made(stage, null);
          return null;
        });
    CallRecord call = asTask(() -> FlowHooks.handsOver(stage));
    assertEquals(0, told(), "not yet");
    asWork(
        stage,
        () -> {
          AnswerHooks.wakes(holder.thread);
          return null;
        });
    assertEquals(call.id, told());
  }

  @Test
  void otherWorkOfTheSameHolderTellsNothingOfIt() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    onHost(
        () -> {
          FlowHooks.made(stage, null);
          return null;
        });
    asTask(() -> {});
    asWork(
        stage,
        () -> {
          AnswerHooks.wakes(holder.thread);
          return null;
        });
    assertEquals(0, told());
  }

  @Test
  void itIsKnownForWhomSomethingWasAsked() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    AtomicReference<Thread> known = new AtomicReference<>();
    asTask(() -> known.set(AnswerHooks.holder()));
    assertSame(holder.thread, known.get());
    assertNull(elsewhere(AnswerHooks::holder), "by somebody else");
  }
}
