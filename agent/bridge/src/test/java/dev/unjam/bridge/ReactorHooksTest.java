package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReactorHooksTest extends Crew {
  private static final String MESSAGE = "Model API quota exceeded, try again later (incident=i-1)";
  private static final String URI = "https://provider.example/v1?key=secret";

  private final Object lock = new Object();
  private final Object handler = new Object();
  private final Object operations = new Object();
  private final Object subscriber = new Object();

  private void holding(Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return what.call();
        });
  }

  private static CallRecord begun(Object uri, Object handler) {
    ReactorHooks.begins("POST", uri, handler);
    return Objects.requireNonNull(ClientHooks.of(handler));
  }

  @Test
  void ofTheUriHostAndPortAloneAreKept() throws Exception {
    holding(
        () -> {
          assertEquals("provider.example:443", begun(URI, new Object()).peer);
          assertEquals("provider.example:80", begun("http://provider.example", new Object()).peer);
          assertEquals("[::1]:8080", begun("http://[::1]:8080/", new Object()).peer);
          assertEquals("[::1]:80", begun("http://[::1]/a:b", new Object()).peer);
          assertEquals("local:80", begun("/run/provider.sock", new Object()).peer);
          return null;
        });
  }

  @Test
  void underNoHoldNothingIsRecordedAndNothingChanged() throws Exception {
    onHost(
        () -> {
          ReactorHooks.begins("GET", URI, handler);
          assertNull(ClientHooks.of(handler));
          assertNull(ReactorHooks.denied(handler));
          IOException thrown = new IOException("closed");
          assertSame(thrown, ReactorHooks.told(operations, thrown));
          assertNull(ReactorHooks.waits(subscriber));
          return null;
        });
  }

  @Test
  void whoSubscribesAndThenWaitsWaitsForWhatItBegan() throws Exception {
    holding(
        () -> {
          ReactorHooks.willWait(subscriber);
          CallRecord call = begun(URI, handler);
          assertTrue(call.goesOnAlone());
          Object waits = ReactorHooks.waits(subscriber);
          assertSame(call, waits);
          assertFalse(call.goesOnAlone());
          assertSame(subscriber, call.body());
          ReactorHooks.waited(waits, null);
          assertTrue(call.goesOnAlone());
          assertSame(call, ReactorHooks.waits(subscriber), "and again for the next element");
          return null;
        });
  }

  @Test
  void whoWaitsForSomethingElseDoesNotWaitForACallThatWasUnderWayBefore() throws Exception {
    holding(
        () -> {
          CallRecord call = begun(URI, handler);
          ReactorHooks.willWait(subscriber);
          assertNull(ReactorHooks.waits(subscriber));
          assertNull(call.body());
          return null;
        });
  }

  /** As Reactor's own for {@code block()}. */
  private static final class Latch extends CountDownLatch {
    Latch() {
      super(1);
    }
  }

  @Test
  void whatAnEventLoopSubscribesToForSomebodyWhoBlocksIsACallOfTheirs() throws Exception {
    Latch latch = new Latch();
    Object between = new Object();
    holding(
        () -> {
          ReactorHooks.willWait(latch);
          assertTrue(ReactorHooks.anybodyWaits());
          CallRecord call =
              elsewhere(
                  () -> {
                    Object entered = ReactorHooks.subscribes(between, List.of(latch).iterator());
                    assertNotNull(entered);
                    CallRecord begun = begun(URI, handler);
                    ReactorHooks.subscribed(entered);
                    ReactorHooks.begins("GET", URI, new Object());
                    return begun;
                  });
          assertSame(latch, call.body(), "whom to tell");
          ThreadRecord mine = Objects.requireNonNull(Threads.mineIfAny());
          Carried carried = Objects.requireNonNull(mine.takeCarried());
          assertSame(call, carried.call);
          assertNull(carried.before(), "what is subscribed to after that is nobody's");
          mine.deny(new Denial(mine.lastSeq(), "provider.example:443", MESSAGE));
          assertInstanceOf(QuotaExceededException.class, ReactorHooks.denied(handler));
          ReactorHooks.waitsNoMore(latch);
          assertFalse(ReactorHooks.anybodyWaits());
          assertNull(ReactorHooks.subscribes(latch, List.of().iterator()));
          return null;
        });
  }

  @Test
  void whoSubscribesForThemselvesHandsNothingOver() throws Exception {
    Latch latch = new Latch();
    holding(
        () -> {
          ReactorHooks.willWait(latch);
          assertNull(ReactorHooks.subscribes(latch, List.of().iterator()));
          ReactorHooks.waitsNoMore(latch);
          return null;
        });
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, null);
          ReactorHooks.willWait(latch);
          assertFalse(ReactorHooks.anybodyWaits(), "nor does one who holds nothing");
          return null;
        });
  }

  @Test
  void whoReadsWaitsForTheBodyOnceTheHeadHasComeAndForNothingBefore() throws Exception {
    holding(
        () -> {
          CallRecord call = begun(URI, handler);
          assertNull(ReactorHooks.reads());
          ClientHooks.head(call, 200, List.of());
          assertSame(call, ReactorHooks.reads());
          assertFalse(call.goesOnAlone());
          ReactorHooks.waited(call, null);
          assertTrue(call.goesOnAlone());
          return null;
        });
  }

  @Test
  void anIteratorWaitsForItsOwnCallAfterAnotherOneWasMadeInBetween() throws Exception {
    holding(
        () -> {
          ReactorHooks.willWait(subscriber);
          CallRecord call = begun(URI, handler);
          ReactorHooks.waited(ReactorHooks.waits(subscriber), null);
          Object inner = new Object();
          Object innerHandler = new Object();
          ReactorHooks.willWait(inner);
          CallRecord other = begun(URI, innerHandler);
          assertSame(other, ReactorHooks.waits(inner));
          ReactorHooks.waited(other, null);
          assertSame(call, ReactorHooks.waits(subscriber));
          return null;
        });
  }

  @Test
  void aDeniedRequestIsRefusedBeforeItLooksForAConnectionAndWhenItHasOneAllTheSame()
      throws Exception {
    holding(
        () -> {
          CallRecord call = begun(URI, handler);
          assertNull(ReactorHooks.denied(handler));
          call.endedBy(new Denial(0, MESSAGE));
          assertInstanceOf(QuotaExceededException.class, ReactorHooks.denied(handler));
          ReactorHooks.failed(handler, false);
          assertEquals(Phase.DONE, call.phase());
          assertNotNull(ReactorHooks.denied(handler), "its connection may come yet");
          return null;
        });
  }

  @Test
  void theErrorOfAnEndedCallIsToldAsOursWithItsOwnAsTheCause() throws Exception {
    holding(
        () -> {
          CallRecord call = begun(URI, handler);
          ReactorHooks.upon(handler, operations);
          IOException closed = new IOException("closed");
          assertSame(closed, ReactorHooks.told(operations, closed));
          call.endedBy(new Denial(0, MESSAGE));
          Throwable told = Objects.requireNonNull(ReactorHooks.told(operations, closed));
          assertInstanceOf(QuotaExceededException.class, told);
          assertSame(closed, told.getCause());
          return null;
        });
  }

  @Test
  void theEndOfARedirectedAttemptIsNoEndOfTheCall() throws Exception {
    Object second = new Object();
    holding(
        () -> {
          CallRecord call = begun(URI, handler);
          ReactorHooks.upon(handler, operations);
          ClientHooks.sent(handler);
          ClientHooks.head(call, 307, List.of("Location", "/elsewhere"));
          assertTrue(ReactorHooks.mayGoOn(call));
          ReactorHooks.failed(handler, true);
          ReactorHooks.over(operations, true);
          assertEquals(Phase.BODY, call.phase());
          ReactorHooks.upon(handler, second);
          ClientHooks.sent(handler);
          ClientHooks.head(call, 200, List.of());
          assertFalse(ReactorHooks.mayGoOn(call));
          ReactorHooks.over(second, true);
          assertEquals(Phase.DONE, call.phase());
          assertFalse(call.hasFailed());
          assertNull(ClientHooks.of(handler));
          return null;
        });
  }

  @Test
  void aWaitThatIsGivenUpBeforeThereIsAChannelEndsTheCall() throws Exception {
    holding(
        () -> {
          ReactorHooks.willWait(subscriber);
          CallRecord call = begun(URI, handler);
          ReactorHooks.waited(ReactorHooks.waits(subscriber), new IllegalStateException("late"));
          assertEquals(Phase.DONE, call.phase());
          assertTrue(call.hasFailed());
          return null;
        });
  }
}
