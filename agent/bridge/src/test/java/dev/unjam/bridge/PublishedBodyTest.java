package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As the JDK and a host use {@code BodyHandlers.ofPublisher()}. */
class PublishedBodyTest extends Crew {
  private static final URI PROVIDER = URI.create("https://provider.example/v1");
  private final QuotaExceededException ours = new QuotaExceededException("quota", null);

  private final Object lock = new Object();
  private final Object publisher = new Object();
  private final Exchange exchange = new Exchange();
  private final Host host = new Host();
  private @Nullable CallRecord sent;

  /** The JDK's side. */
  private static final class Exchange implements Subscription {
    private long asked;
    private boolean cancelled;
    private Runnable atCancel = () -> {};

    @Override
    public void request(long n) {
      asked += n;
    }

    @Override
    public void cancel() {
      cancelled = true;
      atCancel.run();
    }
  }

  private static final class Host implements Subscriber<List<ByteBuffer>> {
    private final List<String> told = new ArrayList<>();
    private @Nullable Subscription subscription;
    private Runnable inSubscribe = () -> {};
    private Runnable inNext = () -> {};
    private Runnable atEnd = () -> {};

    @Override
    public void onSubscribe(Subscription s) {
      subscription = s;
      inSubscribe.run();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      inNext.run();
      told.add("next");
    }

    @Override
    public void onError(Throwable error) {
      told.add("error " + error.getMessage());
    }

    @Override
    public void onComplete() {
      atEnd.run();
      told.add("complete");
    }
  }

  @BeforeEach
  void aCallIsAnswered() throws Exception {
    sent =
        onHost(
            () -> {
              HoldHooks.ownerSet(lock, Thread.currentThread());
              CallRecord call =
                  assertInstanceOf(CallRecord.class, HttpClientHooks.asyncEnter("GET", PROVIDER));
              HttpClientHooks.asyncExit(call, new CompletableFuture<>(), null);
              call.head(200, Map.of("content-type", List.of("text/event-stream")));
              HttpClientHooks.deliversTo(publisher, call);
              call.restsUntilAskedFor(publisher);
              return call;
            });
  }

  private CallRecord call() {
    return requireNonNull(sent);
  }

  private PublishedBody subscribed() {
    PublishedBody body =
        assertInstanceOf(PublishedBody.class, HttpClientHooks.subscribing(publisher, host));
    body.onSubscribe(exchange);
    return body;
  }

  private void request(long n) {
    requireNonNull(host.subscription).request(n);
  }

  private static List<ByteBuffer> piece() {
    return List.of(ByteBuffer.wrap("data: {\"x\":1}\n\n".getBytes(UTF_8)));
  }

  @Test
  void asLongAsNobodyAsksForItTheCallIsOver() {
    assertEquals(Phase.DONE, call().phase());
    assertEquals(0, call().waitingSince());
    assertTrue(call().restsUntilAskedFor());
    assertNull(CallRecord.asyncById(call().id));
  }

  @Test
  void itGoesOnForWhoSubscribesAndIsWaitedForFromHisRequestOn() {
    PublishedBody body = subscribed();
    assertEquals(Phase.BODY, call().phase());
    assertNotNull(CallRecord.asyncById(call().id));
    assertEquals(0, call().waitingSince(), "nothing is asked for");
    request(2);
    assertEquals(2, exchange.asked);
    assertTrue(call().waitingSince() > 0);
    host.inNext = () -> assertEquals(0, call().waitingSince(), "he is busy with it");
    body.onNext(piece());
    assertTrue(call().waitingSince() > 0, "one more is to come");
    body.onNext(piece());
    assertEquals(0, call().waitingSince(), "he has all that he asked for");
    assertTrue(requireNonNull(call().tee()).total() > 0);
    request(1);
    assertTrue(call().waitingSince() > 0);
    body.onComplete();
    assertEquals(List.of("next", "next", "complete"), host.told);
    assertEquals(Phase.DONE, call().phase());
    assertFalse(call().restsUntilAskedFor());
    assertNull(CallRecord.asyncById(call().id));
  }

  @Test
  void whoEndsItTellsTheSubscriberOnceAndCancelsTheExchange() {
    PublishedBody body = subscribed();
    request(1);
    assertSame(body, call().body());
    assertTrue(body.end(ours));
    assertTrue(exchange.cancelled);
    assertFalse(body.end(ours));
    body.onNext(piece());
    body.onError(ours);
    body.onComplete();
    assertEquals(List.of("error quota"), host.told);
    assertEquals(Phase.DONE, call().phase());
  }

  @Test
  void aSubscriberThatIsBusyIsToldAfterwards() {
    PublishedBody body = subscribed();
    request(1);
    host.inNext = () -> assertTrue(body.end(ours));
    body.onNext(piece());
    assertEquals(List.of("next", "error quota"), host.told);
    assertTrue(exchange.cancelled);
  }

  @Test
  void whoCancelsHasNoCallAnyMoreAndIsToldNothing() {
    PublishedBody body = subscribed();
    request(1);
    requireNonNull(host.subscription).cancel();
    assertTrue(exchange.cancelled);
    assertEquals(Phase.DONE, call().phase());
    assertNull(CallRecord.asyncById(call().id));
    assertFalse(body.end(ours));
    assertEquals(List.of(), host.told);
  }

  @Test
  void theSecondSubscriberIsNoneOfTheCalls() {
    subscribed();
    Host second = new Host();
    assertSame(second, HttpClientHooks.subscribing(publisher, second));
  }

  @Test
  void whoIsDeniedAndSubscribesIsToldSoAtOnce() {
    call().endedBy(new Denial(0, "denied"));
    subscribed();
    assertEquals(List.of("error denied"), host.told);
    assertTrue(exchange.cancelled);
    assertEquals(Phase.DONE, call().phase());
  }

  /** The JDK tells who throws there of just that. */
  @Test
  void whoThrowsAtTheEndIsToldOfIt() {
    IllegalStateException bad = new IllegalStateException("bad body");
    host.atEnd =
        () -> {
          throw bad;
        };
    PublishedBody body = subscribed();
    assertSame(bad, assertThrows(IllegalStateException.class, body::onComplete));
    body.onError(bad);
    assertEquals(List.of("error bad body"), host.told);
    assertEquals(Phase.DONE, call().phase());
  }

  /** By HTTP/2 the JDK tells of it on the thread that cancels. */
  @Test
  void whatTheJdkSaysOfTheCancellingIsToldBesideNothingAndInOurWords() {
    PublishedBody body = subscribed();
    request(1);
    exchange.atCancel = () -> body.onError(new IOException("stream cancelled"));
    host.inNext =
        () -> {
          assertTrue(body.end(ours));
          assertEquals(List.of(), host.told, "he is busy");
        };
    body.onNext(piece());
    assertEquals(List.of("next", "error quota"), host.told);
  }

  @Test
  void whoThrowsWhereHeIsGivenTheSubscriptionHasNoCallAnyMore() {
    host.inSubscribe =
        () -> {
          throw new IllegalStateException("no");
        };
    assertThrows(IllegalStateException.class, this::subscribed);
    assertEquals(Phase.DONE, call().phase());
    assertNull(CallRecord.asyncById(call().id));
  }
}
