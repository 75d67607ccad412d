package dev.unjam.engine.track;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.GrpcHooks;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.refusal.RefusalClass;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the watchdog sees, from scan to scan, of the calls that a thread recorded. */
class AnswersSeenTest {
  private static final String QUOTA =
      "{\"error\":{\"message\":\"You exceeded your current quota\",\"code\":\"insufficient_quota\"}}";
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final String IN_90_SECONDS =
      "CAgSAm5vGjAKKHR5cGUuZ29vZ2xlYXBpcy5jb20vZ29vZ2xlLnJwYy5SZXRyeUluZm8SBAoCCFo";

  private final ExecutorService host = Executors.newSingleThreadExecutor();
  private final WovenLock lock = WovenLock.reentrant();
  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);

  /** As a client has them on its stack: a call whose handle nobody has is over. */
  private final List<Object> handles = new CopyOnWriteArrayList<>();

  @BeforeEach
  void switchOn() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void switchOff() {
    Bridge.switchTo(false);
    host.shutdownNow();
  }

  private <T> T onHost(Callable<T> what) throws Exception {
    return host.submit(what).get(20, TimeUnit.SECONDS);
  }

  private CallRecord refused(String client) throws Exception {
    return onHost(
        () -> {
          lock.lock();
          Object handle = new Object();
          handles.add(handle);
          Object entered = ClientHooks.enter(client, "POST", "llm.example", 443, handle);
          CallRecord call = (CallRecord) requireNonNull(entered);
          ClientHooks.head(call, 429, List.of("content-type", "application/json"));
          ClientHooks.body(call, ByteBuffer.wrap(QUOTA.getBytes(StandardCharsets.US_ASCII)));
          return call;
        });
  }

  private HolderView seen(CallRecord call) {
    return tracker.snapshot().holders().stream()
        .filter(h -> h.calls().stream().anyMatch(c -> c.id() == call.id))
        .findFirst()
        .orElseThrow();
  }

  private static RefusalClass of(@Nullable Refusal refusal) {
    return requireNonNull(refusal).refusalClass();
  }

  @Test
  void theBodyOfAnEndedCallIsLetGoOnceItWasLookedAtAndWhatItSaidIsKept() throws Exception {
    CallRecord call = refused("test");
    seen(call);
    seen(call);
    assertNotNull(call.tee(), "more may come");
    onHost(
        () -> {
          assertNull(ClientHooks.exit(call, false, null));
          return call;
        });
    seen(call);
    seen(call);
    assertNull(call.tee());
    HolderView after = seen(call);
    assertEquals(RefusalClass.BILLING, of(after.calls().get(0).refusal()));
    assertEquals(1, requireNonNull(after.refusals()).count());
  }

  @Test
  void theBodyOfACallOfAThreadThatHoldsNothingAnyMoreIsLetGoAsWell() throws Exception {
    CallRecord call = refused("test");
    onHost(
        () -> {
          assertNull(ClientHooks.exit(call, false, null));
          lock.unlock();
          return call;
        });
    tracker.snapshot();
    tracker.snapshot();
    assertNull(call.tee());
  }

  @Test
  void eachAttemptThatAChannelMakesByItselfIsARefusal() throws Exception {
    Object made = new Object();
    Object stream = new Object();
    CallRecord call =
        onHost(
            () -> {
              lock.lock();
              Object started = GrpcHooks.start(made, "llm.Chat/Complete");
              BodyHooks.bind(stream, started);
              return (CallRecord) requireNonNull(started);
            });
    attemptIsRefused(stream);
    assertEquals(1, requireNonNull(seen(call).refusals()).count());
    attemptIsRefused(stream);
    attemptIsRefused(stream);
    HolderView third = seen(call);
    RefusalsView refusals = requireNonNull(third.refusals());
    assertEquals(3, refusals.count(), "also those between two scans");
    assertEquals(RefusalClass.RATE_LIMIT, refusals.last().refusalClass());
    assertEquals(Duration.ofSeconds(90), refusals.last().retryAfter());
    GrpcHooks.again(stream);
    GrpcHooks.head(made);
    GrpcHooks.closed(made, 0, "PROCESSED", List.of());
    assertNull(seen(call).refusals(), "the next one went well");
  }

  private static void attemptIsRefused(Object stream) {
    GrpcHooks.again(stream);
    List<String> fields =
        List.of("grpc-message", "Rate limit exceeded", GrpcHooks.DETAILS, IN_90_SECONDS);
    GrpcHooks.closed(stream, RESOURCE_EXHAUSTED, "PROCESSED", fields);
  }
}
