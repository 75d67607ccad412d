package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord.Phase;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JettyHooksTest extends Crew {
  private static final String MESSAGE = "Model API quota exceeded, try again later (incident=i-1)";

  private final Object lock = new Object();
  private final Object request = new Object();
  private final Object conversation = new Object();
  private final Object receiver = new Object();
  private final Object listener = new Object();

  private void holding(Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return what.call();
        });
  }

  private void enter(Object sent, @Nullable Object told) {
    JettyHooks.enter("POST", "provider.example", 443, sent, conversation, told);
  }

  private CallRecord sent() {
    enter(request, listener);
    return requireNonNull(ClientHooks.of(conversation));
  }

  @Test
  void underNoHoldNothingIsRecorded() throws Exception {
    onHost(
        () -> {
          enter(request, listener);
          assertNull(ClientHooks.of(conversation));
          assertNull(JettyHooks.refused(conversation));
          assertNull(JettyHooks.receives(receiver, conversation));
          return null;
        });
  }

  @Test
  void aRedirectIsAnotherRequestOfTheSameCall() throws Exception {
    Object client = new Object();
    holding(
        () -> {
          CallRecord call = sent();
          assertEquals("provider.example:443", call.peer);
          assertSame(call, JettyHooks.receives(receiver, conversation));
          ClientHooks.head(call, 307, List.of("Location", "/elsewhere"));
          elsewhere(
              () -> {
                enter(new Object(), client);
                return null;
              });
          assertSame(call, ClientHooks.of(conversation));
          JettyHooks.completed(client, conversation, true);
          assertEquals(Phase.BODY, call.phase(), "the client's own listener is no end");
          ClientHooks.sent(conversation);
          assertEquals(1, call.answer().attempt);
          ClientHooks.head(call, 200, List.of());
          JettyHooks.completed(listener, conversation, true);
          assertEquals(Phase.DONE, call.phase());
          assertFalse(call.hasFailed());
          return null;
        });
  }

  @Test
  void whoeverSendsFirstLearnsTheListenerOnceItIsKnown() throws Exception {
    holding(
        () -> {
          enter(request, null);
          CallRecord call = requireNonNull(ClientHooks.of(conversation));
          assertNull(call.body());
          enter(request, listener);
          assertSame(call, ClientHooks.of(listener));
          assertSame(listener, call.body());
          return null;
        });
  }

  @Test
  void aReceiverReadsForTheCallThatItHasTheHeadOf() throws Exception {
    Object next = new Object();
    holding(
        () -> {
          CallRecord call = sent();
          JettyHooks.receives(receiver, conversation);
          assertSame(call, ClientHooks.of(receiver));
          assertNull(JettyHooks.receives(receiver, next), "its connection serves another one now");
          assertNull(ClientHooks.of(receiver));
          return null;
        });
  }

  @Test
  void theEndOfAllListenersEndsACallThatHasNoneAndItsReceiverIsFree() throws Exception {
    holding(
        () -> {
          enter(request, null);
          CallRecord call = requireNonNull(ClientHooks.of(conversation));
          JettyHooks.receives(receiver, conversation);
          JettyHooks.completed(null, conversation, true);
          assertEquals(Phase.SENT, call.phase());
          JettyHooks.over(conversation, false);
          assertEquals(Phase.DONE, call.phase());
          assertTrue(call.hasFailed());
          assertNull(ClientHooks.of(receiver));
          assertNull(ClientHooks.of(conversation));
          return null;
        });
  }

  @Test
  void aDeniedRequestIsRefusedOnceItIsQueued() throws Exception {
    holding(
        () -> {
          ThreadRecord r = requireNonNull(Threads.mineIfAny());
          r.deny(new Denial(r.lastSeq(), "provider.example:443", MESSAGE));
          sent();
          var refused = elsewhere(() -> requireNonNull(JettyHooks.refused(conversation)));
          assertInstanceOf(QuotaExceededException.class, refused);
          Object other = new Object();
          JettyHooks.enter("GET", "another.example", 443, new Object(), other, listener);
          assertNull(JettyHooks.refused(other));
          return null;
        });
  }
}
