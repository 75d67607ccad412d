package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApacheHooksTest extends Crew {
  private final Object request = new Object();
  private final Object context = new Object();

  private static <T> T holding(Callable<T> what) throws Exception {
    HoldHooks.ownerSet(new Object(), Thread.currentThread());
    return what.call();
  }

  private static @Nullable Object enter(Object request) {
    return ApacheHooks.enter("test", "GET", "provider.example", 443, request);
  }

  private @Nullable Object chained(Object future) {
    return ApacheHooks.chained(
        "test", "GET", "provider.example", 443, future, context, new Object());
  }

  /** A session of its own begins a call in the context that all of them have. */
  private CallRecord begun(Object future) throws Exception {
    assertNull(elsewhere(() -> holding(() -> chained(future))));
    return requireNonNull(ClientHooks.of(future));
  }

  private void answered(int status) {
    ClientHooks.sent(context);
    ClientHooks.head(ClientHooks.of(context), status, List.of());
    ClientHooks.body(ClientHooks.of(context), ByteBuffer.wrap(new byte[5]));
  }

  @Test
  void aCallAloneInItsContextIsToldItsAnswerAndItsSilence() throws Exception {
    Object future = new Object();
    CallRecord call = begun(future);
    answered(429);
    assertEquals(429, call.status());
    assertEquals(5, call.bytes());
    assertFalse(call.isUnfollowed());
    ClientHooks.end(future, true);
    assertNull(ClientHooks.of(context));
  }

  @Test
  void callsThatMeetInAContextAreToldNeitherAnAnswerNorSilence() throws Exception {
    Object first = new Object();
    Object second = new Object();
    CallRecord quota = begun(first);
    CallRecord healthy = begun(second);
    answered(429);
    assertEquals(0, quota.status() + healthy.status());
    assertEquals(0, quota.bytes() + healthy.bytes());
    assertEquals(0, quota.waitingSince() + healthy.waitingSince());
    assertTrue(quota.isUnfollowed() && healthy.isUnfollowed());

    ClientHooks.end(second, true);
    assertEquals(Phase.DONE, healthy.phase(), "the future still tells of the end");
    CallRecord third = begun(new Object());
    assertTrue(third.isUnfollowed(), "the first is at it still");
  }

  @Test
  void onceAllThatMetAreOverTheContextStandsForOneAgain() throws Exception {
    for (boolean firstEndsFirst : new boolean[] {true, false}) {
      Object first = new Object();
      Object second = new Object();
      begun(first);
      begun(second);
      ClientHooks.end(firstEndsFirst ? first : second, true);
      ClientHooks.end(firstEndsFirst ? second : first, true);
      assertNull(ClientHooks.of(context));
      Object third = new Object();
      CallRecord call = begun(third);
      answered(200);
      assertEquals(200, call.status());
      ClientHooks.end(third, true);
    }
  }

  @Test
  void aRequestThatNobodyRecordsIsMetInTheContextAsWell() throws Exception {
    CallRecord call = begun(new Object());
    assertNull(elsewhere(() -> chained(new Object())), "it is made under no hold");
    answered(429);
    assertEquals(0, call.status());
  }

  private CallRecord minimal(Object cancellable) throws Exception {
    assertNull(
        elsewhere(
            () ->
                holding(
                    () ->
                        MinimalHooks.minimal(
                            "GET", "https", "provider.example", -1, cancellable, context))));
    return requireNonNull(ClientHooks.of(cancellable));
  }

  @Test
  void aMinimalClientsRequestIsKnownByItsFutureOnceThatHasWhatItDependsOn() throws Exception {
    Object cancellable = new Object();
    Object endpoint = new Object();
    CompletableFuture<String> connecting = new CompletableFuture<>();
    CompletableFuture<String> future = new CompletableFuture<>();
    CallRecord call = minimal(cancellable);
    assertEquals("provider.example:443", call.peer);
    MinimalHooks.connectsFor(context, connecting);
    assertSame(connecting, call.through());
    MinimalHooks.standsFor(future, cancellable);
    assertSame(call, ClientHooks.of(future));
    assertNull(ClientHooks.of(cancellable));
    assertSame(future, call.handle());
    assertSame(connecting, call.through());
    assertNull(MinimalHooks.leased(context, new Object(), false), "the host's own");
    assertSame(connecting, call.through());
    assertNull(MinimalHooks.leased(context, endpoint, true));
    assertSame(endpoint, call.through());
    answered(429);
    assertEquals(429, call.status());
    ClientHooks.end(future, true);
    assertEquals(Phase.DONE, call.phase());
  }

  @Test
  void whoeverWasFreedIsGivenNoConnectionUntilAnotherRequestHasTheContext() throws Exception {
    Object cancellable = new Object();
    CallRecord call = minimal(cancellable);
    assertNull(MinimalHooks.leased(context, new Object(), true));
    ApacheHooks.ends(call, new Denial(0, "quota"));
    ClientHooks.end(cancellable, false);
    assertNull(ClientHooks.of(context), "it is over");
    assertInstanceOf(
        QuotaExceededException.class, MinimalHooks.leased(context, new Object(), true));
    assertNull(MinimalHooks.leased(context, new Object(), false), "the host's own");
    minimal(new Object());
    assertNull(MinimalHooks.leased(context, new Object(), true));
  }

  @Test
  void aRequestGoesOnToNoLinkOfItsChainOnceItsCallerWasFreed() throws Exception {
    Object future = new Object();
    CallRecord call = begun(future);
    assertNull(chained(future));
    ApacheHooks.ends(call, new Denial(0, "quota"));
    ClientHooks.end(future, false);
    assertInstanceOf(QuotaExceededException.class, chained(future));
    assertNull(chained(new Object()), "another request in the same context");
  }

  @Test
  void aFutureThatWasCompleteBeforeItIsKnownEndsItsCall() throws Exception {
    Object cancellable = new Object();
    CallRecord call = minimal(cancellable);
    MinimalHooks.standsFor(new Object(), new Object());
    assertEquals(Phase.SENT, call.phase());
    MinimalHooks.standsFor(CompletableFuture.completedFuture("answer"), cancellable);
    assertEquals(Phase.DONE, call.phase());
  }

  @Test
  void whatComesForACallThatIsOverIsNotToldOfIt() throws Exception {
    Object future = new Object();
    CallRecord call = begun(future);
    ClientHooks.end(future, true);
    ClientHooks.head(call, 429, List.of());
    ClientHooks.body(call, ByteBuffer.wrap(new byte[5]));
    assertEquals(0, call.status());
    assertEquals(0, call.bytes());
  }

  @Test
  void aRequestThatIsExecutedAgainByItsThreadEndsTheCallItWasLeftAt() throws Exception {
    onHost(
        () ->
            holding(
                () -> {
                  CallRecord left = assertInstanceOf(CallRecord.class, enter(request));
                  ClientHooks.exit(left, true, null);
                  CallRecord again = assertInstanceOf(CallRecord.class, enter(request));
                  assertNotSame(left, again);
                  assertEquals(Phase.DONE, left.phase());
                  assertSame(again, ClientHooks.of(request));
                  return null;
                }));
  }

  @Test
  void aRequestThatAnotherThreadReadsTheAnswerOfLeavesThatCallAlone() throws Exception {
    CallRecord live =
        onHost(
            () ->
                holding(
                    () -> {
                      CallRecord call = assertInstanceOf(CallRecord.class, enter(request));
                      ClientHooks.exit(call, true, null);
                      return call;
                    }));
    assertNull(elsewhere(() -> holding(() -> enter(request))));
    assertFalse(live.phase() == Phase.DONE);
    assertSame(live, ClientHooks.of(request));
    Object refused =
        elsewhere(
            () ->
                holding(
                    () -> {
                      ThreadRecord r = Threads.mine();
                      r.deny(new Denial(r.seqAt(0), "quota"));
                      return enter(request);
                    }));
    assertInstanceOf(QuotaExceededException.class, refused);
    ClientHooks.end(request, true);
    assertInstanceOf(CallRecord.class, elsewhere(() -> holding(() -> enter(request))));
  }

  @Test
  void onlyTheThreadOfADeniedCallIsToldThatItIsAborted() throws Exception {
    onHost(
        () ->
            holding(
                () -> {
                  Object entered = enter(request);
                  assertFalse(ApacheHooks.isDenied("test"));
                  ThreadRecord r = Threads.mine();
                  r.deny(new Denial(r.seqAt(0), "quota"));
                  assertTrue(ApacheHooks.isDenied("test"));
                  assertFalse(ApacheHooks.isDenied("another client"));
                  assertFalse(elsewhere(() -> ApacheHooks.isDenied("test")));
                  ClientHooks.exit(entered, false, null);
                  assertFalse(ApacheHooks.isDenied("test"), "it has left its method");
                  return null;
                }));
  }
}
