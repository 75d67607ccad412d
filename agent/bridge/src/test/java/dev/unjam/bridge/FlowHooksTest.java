package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the work of a holder carries along, and to whom its calls are told. */
class FlowHooksTest extends FlowCrew {
  @Test
  void aCallOfTheWorkIsLinkedToTheHolderAndItsHold() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    Object call = asWork(task, FlowCrew::call);
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
    assertNull(asWork(new Object(), FlowCrew::call));
    assertNull(elsewhere(FlowCrew::call));
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
    assertNull(asWork(task, FlowCrew::call));
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
    Object call = asWork(next, FlowCrew::call);
    Carried carried = Objects.requireNonNull(holder.takeCarried());
    assertSame(call, carried.call);
    assertSame(carried.root, carried.flow.from);
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
    assertNull(asWork(task, FlowCrew::call), "the same lock, another hold");
    assertNull(holder.takeCarried());
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
  void workThatWasRefusedTriesNothingAgainForACallerWhoWasFreed() throws Exception {
    assertTrue(triedAgain(429, "model:443", 30_000) instanceof QuotaExceededException);
    assertNull(triedAgain(429, "model:443", 61_000), "for a while alone");
    Object key = new Object();
    triedAgain(429, "model:443", 0, () -> queued(key));
    assertTrue(ClientHooks.resumes(key) instanceof QuotaExceededException, "queued as well");
  }

  @Test
  void workThatWentWellOrIsOfAnotherPeerIsNobodysOnceTheHoldHasEnded() throws Exception {
    assertNull(triedAgain(200, "model:443", 0));
    assertNull(triedAgain(429, "other:443", 0));
  }

  private static @Nullable Object queued(Object key) {
    return ClientHooks.enterQueued("test", "GET", "model", 443, key);
  }

  @Test
  void aDenialThatIsLiftedBindsTheWorkNoMore() throws Exception {
    ThreadRecord holder = holdsAndHandsOver(task);
    holder.deny(new Denial(holder.lastSeq(), "model:443", "no"));
    holder.lift();
    assertTrue(asWork(task, FlowCrew::call) instanceof CallRecord);
  }

  /** The task is answered so and hands itself on; its holder is denied, and has gone by then. */
  private @Nullable Object triedAgain(int status, String denied, long later) throws Exception {
    return triedAgain(status, denied, later, FlowCrew::call);
  }

  private @Nullable Object triedAgain(
      int status, String denied, long later, Callable<@Nullable Object> again) throws Exception {
    Object first = new Object();
    Object next = new Object();
    ThreadRecord holder = holdsAndHandsOver(first);
    asWork(
        first,
        () -> {
          CallRecord call = (CallRecord) Objects.requireNonNull(call());
          call.head(status, Map.of());
          FlowHooks.handsOver(next);
          return null;
        });
    holder.deny(new Denial(holder.lastSeq(), denied, "no"));
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, null);
          return null;
        });
    holder.lift();
    Ticks.advance(later);
    Flows.prune();
    return asWork(next, again);
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
    assertNull(asWork(task, FlowCrew::call));
    assertNull(holder.takeCarried());
  }
}
