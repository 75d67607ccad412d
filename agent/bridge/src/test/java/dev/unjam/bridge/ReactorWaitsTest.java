package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who waits with Reactor's subscribers, and for what. */
class ReactorWaitsTest extends FlowCrew {
  private final CountDownLatch subscriber = new CountDownLatch(1);

  private <T> T holding(Callable<T> what) throws Exception {
    return onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return what.call();
        });
  }

  private static CallRecord jdkCall() {
    Object entered = HttpClientHooks.asyncEnter("GET", URI.create("http://model/"));
    HttpClientHooks.asyncExit(entered, new CompletableFuture<>(), null);
    return (CallRecord) Objects.requireNonNull(entered);
  }

  private static @Nullable Object otherCall() {
    return ClientHooks.enterAsync("test", "GET", "model", 80, new Object());
  }

  @Test
  void whoHasBegunOneCallThroughTheJdksClientSinceWaitsForThat() throws Exception {
    holding(
        () -> {
          ReactorHooks.willWait(subscriber);
          CallRecord call = jdkCall();
          assertTrue(call.goesOnAlone());
          Object waits = ReactorHooks.waits(subscriber);
          assertSame(call, waits);
          assertFalse(call.goesOnAlone());
          ReactorHooks.waited(waits, new IllegalStateException("timed out"));
          assertTrue(call.goesOnAlone());
          assertFalse(call.hasFailed(), "its own end is told by its future");
          return null;
        });
  }

  @Test
  void forWhichOfSeveralOrForWhatElseNobodyCanTell() throws Exception {
    holding(
        () -> {
          jdkCall();
          ReactorHooks.willWait(subscriber);
          assertNull(ReactorHooks.waits(subscriber), "begun before");
          jdkCall();
          jdkCall();
          assertNull(ReactorHooks.waits(subscriber), "two");
          CountDownLatch next = new CountDownLatch(1);
          ReactorHooks.willWait(next);
          otherCall();
          assertNull(ReactorHooks.waits(next), "a client's of which more is known");
          Object iterator = new Object();
          ReactorHooks.willWait(iterator);
          jdkCall();
          assertNull(ReactorHooks.waits(iterator), "an iterator may be asked for what is there");
          return null;
        });
  }

  private CallRecord refusedAs(Object work, Runnable then) throws Exception {
    return asWork(
        work,
        () -> {
          CallRecord call = (CallRecord) Objects.requireNonNull(call());
          call.head(429, Map.of());
          call.end();
          then.run();
          return call;
        });
  }

  @Test
  void whoIteratesIsToldByWhatIsSignalled() throws Exception {
    Object iterator = new Object();
    holdsAndHandsOver(task);
    Flow flow = Objects.requireNonNull(Flows.of(task));
    onHost(
        () -> {
          ReactorHooks.willWait(iterator);
          return null;
        });
    refusedAs(task, () -> ReactorHooks.signals(new Object()));
    assertEquals(0, flow.toldOf(), "nobody's");
    Object next = new Object();
    onHost(
        () -> {
          FlowHooks.handsOver(next);
          return null;
        });
    Flow second = Objects.requireNonNull(Flows.of(next));
    CallRecord call = refusedAs(next, () -> ReactorHooks.signals(iterator));
    assertEquals(call.id, second.toldOf());
  }

  @Test
  void whoWaitsIsToldOnceHeWaitsNoMore() throws Exception {
    holding(
        () -> {
          ReactorHooks.willWait(subscriber);
          return null;
        });
    Flow[] flow = new Flow[1];
    CallRecord call =
        elsewhere(
            () -> {
              Object entered = ReactorHooks.subscribes(subscriber, Collections.emptyIterator());
              flow[0] = Objects.requireNonNull(Flows.of(subscriber));
              CallRecord begun = (CallRecord) Objects.requireNonNull(call());
              ReactorHooks.subscribed(entered);
              begun.head(429, Map.of());
              begun.end();
              return begun;
            });
    assertEquals(0, flow[0].toldOf());
    onHost(
        () -> {
          ReactorHooks.waitsNoMore(subscriber);
          return null;
        });
    assertEquals(call.id, flow[0].toldOf());
  }
}
