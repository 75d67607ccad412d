package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpClientHooksTest extends Crew {
  private static final URI PROVIDER = URI.create("https://provider.example/v1");

  private final Object lock = new Object();

  private <T> T holding(Callable<T> what) throws Exception {
    return onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return what.call();
        });
  }

  private static CallRecord sent(CompletableFuture<?> future) {
    Object entered = HttpClientHooks.asyncEnter("POST", PROVIDER);
    HttpClientHooks.asyncExit(entered, future, null);
    return assertInstanceOf(CallRecord.class, entered);
  }

  /** One whose answer has the stream, as {@code HttpResponse} has. */
  private static CallRecord answered(CompletableFuture<Object> future, Object stream) {
    CallRecord call = sent(future);
    HttpClientHooks.deliversTo(stream, call);
    future.complete(stream);
    return call;
  }

  private static void collect(WeakReference<?> gone) {
    for (int i = 0; i < 200 && gone.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }
    assertNull(gone.get());
  }

  private static @Nullable CallRecord pruned(CallRecord call) {
    Threads.prune();
    return CallRecord.asyncById(call.id);
  }

  @Test
  void aHeadThatOvertakesWhoeverAskedIsTheOneToTheFirstAttempt() throws Exception {
    CallRecord call =
        holding(
            () -> {
              Object entered = HttpClientHooks.asyncEnter("POST", PROVIDER);
              CallRecord begun = assertInstanceOf(CallRecord.class, entered);
              begun.head(200, Map.of("content-type", List.of("text/event-stream")));
              HttpClientHooks.asyncExit(entered, new CompletableFuture<>(), null);
              return begun;
            });
    assertEquals(200, call.status());
    assertEquals(Phase.BODY, call.phase());
    assertEquals(0, call.answer().attempt);
  }

  /**
   * As with {@code BodyHandlers.ofPublisher()}, whose answer is there before anybody subscribes.
   */
  @Test
  void whatIsDeliveredAfterTheCallHasReturnedTellsStillWhyItWasRefused() throws Exception {
    byte[] why = "{\"error\":{\"code\":\"insufficient_quota\"}}".getBytes(UTF_8);
    CallRecord call =
        holding(
            () -> {
              CallRecord refused = sent(new CompletableFuture<>());
              refused.head(429, Map.of("content-type", List.of("application/json")));
              refused.end();
              HttpClientHooks.delivered(refused, List.of(ByteBuffer.wrap(why)));
              return refused;
            });
    assertEquals(why.length, requireNonNull(call.tee()).total());
  }

  @Test
  void ofACallThatFailedBeforeItsHeadNothingStays() throws Exception {
    CompletableFuture<Object> future = new CompletableFuture<>();
    CallRecord call = holding(() -> sent(future));
    assertNotNull(pruned(call), "in flight");
    future.completeExceptionally(new IOException("refused"));
    assertNull(pruned(call));
    assertEquals(Phase.DONE, call.phase());
  }

  @Test
  void ofACallThatWasCancelledNothingStays() throws Exception {
    CompletableFuture<Object> future = new CompletableFuture<>();
    CallRecord call = holding(() -> sent(future));
    future.cancel(true);
    assertNull(pruned(call));
  }

  @Test
  void anAnswerWhoseStreamNobodyReadsIsNotKept() throws Exception {
    CallRecord[] call = new CallRecord[1];
    WeakReference<Object> stream =
        holding(
            () -> {
              Object unread = new ByteArrayInputStream(new byte[9]);
              call[0] = answered(new CompletableFuture<>(), unread);
              return new WeakReference<>(unread);
            });
    collect(stream);
    assertNull(pruned(call[0]));
  }

  @Test
  void aStreamThatIsReadKeepsItsCallInFlightThoughItsFutureIsGone() throws Exception {
    Object stream = new ByteArrayInputStream(new byte[9]);
    CallRecord[] call = new CallRecord[1];
    WeakReference<Object> future =
        holding(
            () -> {
              CompletableFuture<Object> dropped = new CompletableFuture<>();
              call[0] = answered(dropped, stream);
              return new WeakReference<>(dropped);
            });
    collect(future);
    assertNotNull(pruned(call[0]));
    Object reading = requireNonNull(onHost(() -> HttpClientHooks.readEnter(stream)));
    assertTrue(call[0].waitingSince() > 0);
    onHost(
        () -> {
          HttpClientHooks.readExit(reading);
          HttpClientHooks.ended(stream);
          return null;
        });
    assertNull(CallRecord.asyncById(call[0].id));
  }
}
