package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientHooksTest extends Crew {
  private static final String MESSAGE = "Model API quota exceeded, try again later (incident=i-1)";
  private static final List<String> NO_FIELDS = List.of();

  private final Object lock = new Object();
  private final Object key = new Object();

  private static CallRecord entered(Object key) {
    return assertInstanceOf(
        CallRecord.class, ClientHooks.enter("test", "POST", "provider.example", 443, key));
  }

  private static CallRecord queued(Object key) {
    return assertInstanceOf(
        CallRecord.class, ClientHooks.enterQueued("test", "POST", "provider.example", 443, key));
  }

  private static @Nullable CallRecord latest() {
    return Threads.mine().call();
  }

  private void holding(Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return what.call();
        });
  }

  private static void deny() {
    ThreadRecord r = Threads.mine();
    r.deny(new Denial(r.seqAt(0), MESSAGE));
  }

  @Test
  void aCallUnderNoHoldIsNobodysAndItsObjectStandsForNothing() throws Exception {
    onHost(
        () -> {
          assertNull(ClientHooks.enter("test", "GET", "provider.example", 80, key));
          assertNull(ClientHooks.of(key));
          IOException thrown = new IOException("reset");
          assertSame(thrown, ClientHooks.exit(null, false, thrown));
          return null;
        });
  }

  @Test
  void whoDeliversAPieceMayLeaveAfterItsReaderIsBackToWaitForTheNext() throws Exception {
    holding(
        () -> {
          CallRecord call = queued(key);
          Object delivering = elsewhere(() -> ClientHooks.readEnter(key));
          ClientHooks.readExit(ClientHooks.readEnter(key), 3, null);
          Object reading = ClientHooks.readEnter(key);
          elsewhere(() -> ClientHooks.readExit(delivering, 3, null));
          assertFalse(call.goesOnAlone(), "its thread waits for it and nothing else");
          assertTrue(call.waitingSince() > 0);
          ClientHooks.readExit(reading, -1, null);
          return null;
        });
  }

  @Test
  void aCallWithoutABodyIsOverWithItsMethodAndForgotten() throws Exception {
    holding(
        () -> {
          CallRecord call = entered(key);
          assertSame(call, ClientHooks.of(key));
          assertEquals("provider.example:443", call.peer);
          assertNull(ClientHooks.exit(call, false, null));
          assertEquals(Phase.DONE, call.phase());
          assertFalse(call.hasFailed());
          assertNull(ClientHooks.of(key));
          return null;
        });
  }

  @Test
  void whileABodyIsReadTheCallGoesOnUntilItsEnd() throws Exception {
    Object body = new Object();
    holding(
        () -> {
          CallRecord call = entered(key);
          ClientHooks.head(call, 200, NO_FIELDS);
          BodyHooks.bind(body, call);
          ClientHooks.exit(call, BodyHooks.isReading(call), null);
          assertEquals(0, call.waitingSince() > 0 ? 1 : 0, "nobody waits until somebody reads");
          assertSame(call, ClientHooks.readEnter(body));
          assertFalse(call.goesOnAlone());
          assertNull(ClientHooks.readExit(call, 5, null));
          assertEquals(Phase.BODY, call.phase());
          BodyHooks.over(body, true);
          assertEquals(Phase.DONE, call.phase());
          assertNull(ClientHooks.readEnter(body), "and nobody is asked any more");
          return null;
        });
  }

  @Test
  void aBodyThatEndsInsideTheMethodMayBeFollowedByAnotherAttempt() throws Exception {
    Object first = new Object();
    Object second = new Object();
    holding(
        () -> {
          CallRecord call = entered(key);
          ClientHooks.sent(key);
          ClientHooks.head(call, 429, List.of("Retry-After", "1"));
          BodyHooks.bind(first, call);
          ClientHooks.readExit(ClientHooks.readEnter(first), 3, null);
          assertTrue(call.waitingSince() > 0 || Ticks.now() == 0, "its method is at it still");
          BodyHooks.over(first, true);
          assertEquals(Phase.BODY, call.phase());

          ClientHooks.sent(key);
          assertEquals(0, call.status());
          ClientHooks.head(call, 200, NO_FIELDS);
          assertEquals(1, call.answer().attempt);
          Answer before = requireNonNull(call.answer().before());
          assertEquals(429, before.status);
          assertEquals(List.of("1"), before.headers().get("retry-after"));
          BodyHooks.bind(second, call);
          BodyHooks.over(first, true);
          assertTrue(BodyHooks.isReading(call), "the body before is not this one");
          return null;
        });
  }

  @Test
  void aLibraryThatTriesForeverLeavesNoEndlessChain() throws Exception {
    holding(
        () -> {
          CallRecord call = entered(key);
          for (int i = 0; i < 1_000; i++) {
            ClientHooks.head(call, 429, NO_FIELDS);
          }
          int n = 0;
          for (Answer a = call.answer(); a != null; a = a.before()) {
            n++;
          }
          assertTrue(n > 1 && n <= 17, "chained " + n);
          assertEquals(999, call.answer().attempt);
          return null;
        });
  }

  @Test
  void aCallFromWithinAnotherGivesTheThreadBackToItHoweverItEnds() throws Exception {
    holding(
        () -> {
          CallRecord outer = entered(key);
          for (IOException thrown : new IOException[] {null, new IOException("reset")}) {
            CallRecord inner = entered(new Object());
            assertSame(inner, latest());
            ClientHooks.exit(inner, false, thrown);
            assertSame(outer, latest());
            assertSame(inner, outer.previous(), "and the watchdog still sees it");
            assertEquals(thrown != null, inner.hasFailed());
          }
          assertFalse(outer.hasFailed());
          assertFalse(outer.phase() == Phase.DONE);
          ClientHooks.exit(outer, false, null);
          assertSame(outer, latest());
          return null;
        });
  }

  @Test
  void aCallThatIsReadAgainAfterAnotherIsTheLatestAgainAndTheChainHasNoCircle() throws Exception {
    Object body = new Object();
    holding(
        () -> {
          CallRecord stream = entered(key);
          ClientHooks.head(stream, 200, NO_FIELDS);
          BodyHooks.bind(body, stream);
          ClientHooks.exit(stream, true, null);
          for (int i = 0; i < 100; i++) {
            CallRecord other = entered(new Object());
            ClientHooks.exit(other, false, null);
            assertSame(other, latest(), "the stream is not on the stack");
            ClientHooks.readExit(ClientHooks.readEnter(body), 1, null);
            assertSame(stream, latest());
            assertSame(other, stream.previous());
          }
          int n = 0;
          for (CallRecord c = latest(); c != null; c = c.previous()) {
            n++;
          }
          assertTrue(n <= 18, "chained " + n);
          return null;
        });
  }

  @Test
  void aDeniedHolderIsRefusedBeforeAnythingIsSent() throws Exception {
    holding(
        () -> {
          deny();
          Object entered = ClientHooks.enter("test", "GET", "provider.example", 443, key);
          Throwable seen = ClientHooks.exit(entered, false, null);
          assertEquals(MESSAGE, assertInstanceOf(QuotaExceededException.class, seen).getMessage());
          assertNull(ClientHooks.of(key));
          return null;
        });
  }

  @Test
  void aQueuedCallOfADeniedHolderIsRefusedByTheThreadThatComesToIt() throws Exception {
    holding(
        () -> {
          deny();
          return queued(key);
        });
    Object resumed = ClientHooks.resumes(key);
    assertInstanceOf(QuotaExceededException.class, resumed);
    assertNull(ClientHooks.resumes(key), "told once");
  }

  @Test
  void whatALibrarysOwnThreadThrowsIsToldAsOursIfTheHolderWasDeniedAndOnlyThen() throws Exception {
    IOException thrown = new IOException("Canceled");
    holding(() -> queued(key));
    assertSame(thrown, ClientHooks.exit(ClientHooks.resumes(key), false, thrown));

    Object second = new Object();
    holding(() -> queued(second));
    Object resumed = ClientHooks.resumes(second);
    holding(
        () -> {
          deny();
          return null;
        });
    Throwable seen = ClientHooks.exit(resumed, false, thrown);
    assertSame(thrown, assertInstanceOf(QuotaExceededException.class, seen).getCause());
    assertTrue(requireNonNull((CallRecord) resumed).hasFailed());
  }

  @Test
  void aCallThatARemedyEndedIsToldAsOursEvenOnceItsHoldHasGone() throws Exception {
    holding(() -> queued(key));
    CallRecord call = requireNonNull(ClientHooks.of(key));
    call.endedBy(new Denial(0, MESSAGE));
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, null);
          return null;
        });
    assertInstanceOf(QuotaExceededException.class, ClientHooks.resumes(key));
  }

  @Test
  void ofAStreamTheEndIsWantedOfAnErrorTheBeginning() throws Exception {
    holding(
        () -> {
          CallRecord call = entered(key);
          ClientHooks.head(call, 429, NO_FIELDS);
          assertEquals(Tee.LIMIT, BodyHooks.wanted(call, 10_000));
          assertEquals(0, BodyHooks.wantedFrom(call, 10_000));
          BodyHooks.read(call, 10_000, new byte[Tee.LIMIT]);
          assertEquals(0, BodyHooks.wanted(call, 10));
          assertEquals(10_000, call.bytes());

          ClientHooks.head(call, 200, List.of("content-type", "text/event-stream"));
          BodyHooks.read(call, 10_000, new byte[Tee.LIMIT]);
          assertEquals(Tee.LIMIT, BodyHooks.wanted(call, 10_000));
          assertEquals(10_000 - Tee.LIMIT, BodyHooks.wantedFrom(call, 10_000));

          ClientHooks.head(
              call, 200, List.of("content-type", "text/event-stream", "Content-Encoding", "gzip"));
          assertFalse(requireNonNull(call.tee()).isTail(), "its end alone cannot be inflated");
          return null;
        });
  }
}
