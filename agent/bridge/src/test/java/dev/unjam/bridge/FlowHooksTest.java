package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work and calls on threads of their own, told to the hooks as woven code would. */
class FlowHooksTest extends Crew {
  private final Object lock = new Object();
  private final Object task = new Object();

  @AfterEach
  void letGo() throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, null);
          return null;
        });
    Flows.prune();
  }

  private ThreadRecord holdsAndHandsOver(Object work) throws Exception {
    return onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          FlowHooks.handsOver(work);
          return Threads.mine();
        });
  }

  /** Runs this as that work, on a thread of its own. */
  private static <T> T asWork(Object work, Callable<T> what) throws Exception {
    return elsewhere(
        () -> {
          Object entered = FlowHooks.begins(work);
          try {
            return what.call();
          } finally {
            FlowHooks.ends(entered, true);
          }
        });
  }

  private static <T> T elsewhere(Callable<T> what) throws Exception {
    FutureTask<T> run = new FutureTask<>(what);
    start(new Thread(run, "worker"));
    return within(run);
  }

  private static @Nullable Object call() {
    return CallHooks.begin("test", "GET", "model:443");
  }

  @Test
  void aCallOfTheWorkIsLinkedToTheHolderAndItsHold() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Object call = asWork(task, FlowHooksTest::call);
    Carried carried = Objects.requireNonNull(holder.takeCarried());
    assertSame(call, carried.call);
    assertEquals("worker", carried.call.owner.thread.getName());
    assertEquals(holder.lastSeq(), carried.underSeq);
    assertNull(carried.before());
    assertNull(holder.takeCarried(), "it is taken once");
  }

  @Test
  void aCallOfOtherWorkIsNobodys() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    assertNull(asWork(new Object(), FlowHooksTest::call));
    assertNull(elsewhere(FlowHooksTest::call));
    assertNull(holder.takeCarried());
  }

  @Test
  void workThatIsHandedOverWithoutAHoldCarriesNothing() throws Exception {
    onHost(
        () -> {
          FlowHooks.handsOver(task);
          return null;
        });
    assertNull(Flows.of(task));
    holdsAndHandsOver(new Object());
    assertNull(asWork(task, FlowHooksTest::call));
  }

  @Test
  void workThatIsHandedOnCarriesTheSame() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Object next = new Object();
    asWork(
        task,
        () -> {
          FlowHooks.handsOver(next);
          return null;
        });
    Object call = asWork(next, FlowHooksTest::call);
    Carried carried = Objects.requireNonNull(holder.takeCarried());
    assertSame(call, carried.call);
    assertSame(carried.root, carried.flow.from);
  }

  @Test
  void workThatSubmitsItselfAgainAndAgainIsSoonNobodys() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Object last = task;
    for (int i = 0; i < 16; i++) {
      Object next = new Object();
      asWork(
          last,
          () -> {
            FlowHooks.handsOver(next);
            return null;
          });
      last = next;
    }
    assertNull(asWork(last, FlowHooksTest::call));
    assertNull(holder.takeCarried());
  }

  @Test
  void workThatOutlivesTheHoldIsNobodys() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, null);
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return null;
        });
    assertNull(asWork(task, FlowHooksTest::call), "the same lock, another hold");
    assertNull(holder.takeCarried());
  }

  @Test
  void aLockOfTheProgramsLifeIsNotBlamed() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Ticks.advance(300_000);
    asWork(task, FlowHooksTest::call);
    assertNull(holder.takeCarried());
    Object later = new Object();
    onHost(
        () -> {
          FlowHooks.handsOver(later);
          return null;
        });
    assertNull(Flows.of(later));
  }

  @Test
  void aWorkerIsDeniedWhatTheHolderIsAndNoLonger() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    holder.deny(new Denial(holder.lastSeq(), "model:443", "no"));
    Object refused =
        asWork(
            task,
            () -> {
              assertNotNull(CallHooks.denied("model:443"));
              assertNull(CallHooks.denied("messenger:443"));
              return call();
            });
    assertTrue(refused instanceof QuotaExceededException, () -> "got " + refused);
    assertNull(elsewhere(() -> CallHooks.denied("model:443")), "others are not");
    holder.deny(null);
    assertNull(elsewhere(() -> CallHooks.denied("model:443")));
  }

  @Test
  void anExceptionOfTheWorkersCallIsConverted() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Throwable seen =
        asWork(
            task,
            () -> {
              call();
              holder.deny(new Denial(holder.lastSeq(), "model:443", "no"));
              return CallHooks.converted(new IOException("closed"));
            });
    assertTrue(seen instanceof QuotaExceededException, () -> "got " + seen);
  }

  @Test
  void aWorkerThatHoldsSomethingItselfIsLinkedToBoth() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Object own = new Object();
    CallRecord call =
        asWork(
            task,
            () -> {
              HoldHooks.ownerSet(own, Thread.currentThread());
              CallRecord c = (CallRecord) call();
              HoldHooks.ownerSet(own, null);
              return c;
            });
    assertNotNull(call);
    assertTrue(call.topSeq > 0, "its own hold");
    Carried carried = Objects.requireNonNull(holder.takeCarried());
    assertSame(call, carried.call);
  }

  @Test
  void aPoolsOwnThreadCarriesNothingThoughAHolderMadeThePoolStartIt() throws Exception {
    ThreadRecord holder = onHost(Threads::mine);
    Object[] call = new Object[2];
    Thread pools =
        new Thread(
            () -> {
              FlowHooks.workerRuns(null);
              call[0] = call();
            });
    Thread own = new Thread(() -> call[1] = call());
    holdsAndHandsOver(pools);
    onHost(
        () -> {
          FlowHooks.handsOver(own);
          return null;
        });
    for (Thread t : List.of(pools, own)) {
      start(t);
      t.join();
    }
    assertNull(call[0]);
    assertTrue(call[1] instanceof CallRecord, "a thread of its own does");
    Carried carried = Objects.requireNonNull(holder.takeCarried());
    assertSame(call[1], carried.call);
  }

  @Test
  void workThatIsDoneInlineIsPartOfWhatRunsAndTheNextIsNot() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Object after =
        elsewhere(
            () -> {
              Object entered = FlowHooks.begins(task);
              Object inline = FlowHooks.begins(new Object());
              Objects.requireNonNull(call());
              FlowHooks.ends(inline, true);
              Objects.requireNonNull(call());
              FlowHooks.ends(entered, true);
              return call();
            });
    assertNull(after);
    Carried carried = Objects.requireNonNull(holder.takeCarried());
    assertNotNull(carried.before());
  }

  @Test
  void workThatIsDoneCarriesNothingTheNextTime() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    asWork(task, () -> null);
    assertNull(asWork(task, FlowHooksTest::call));
    assertNull(holder.takeCarried());
  }

  @Test
  void aTableThatIsFullForgetsNothingAndRefusesTheRest() throws Exception {
    List<Object> many = new ArrayList<>();
    holdsAndHandsOver(task);
    onHost(
        () -> {
          for (int i = 0; i < 50_000; i++) {
            Object work = new Object();
            many.add(work);
            FlowHooks.handsOver(work);
          }
          return null;
        });
    long carrying = many.stream().filter(w -> Flows.of(w) != null).count();
    assertTrue(carrying > 4_000 && carrying <= 8_192, () -> carrying + " carry a flow");
    assertNotNull(Flows.of(task));
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, null);
          return null;
        });
    Flows.prune();
    assertFalse(Flows.any(), "all of it goes with the hold");
  }

  @Test
  void moreCallsThanTheWatchdogCanTakeAreNotKept() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    asWork(
        task,
        () -> {
          for (int i = 0; i < 1_000; i++) {
            call();
          }
          return null;
        });
    int kept = 0;
    for (Carried c = holder.takeCarried(); c != null; c = c.before()) {
      kept++;
    }
    assertEquals(256, kept);
  }
}
