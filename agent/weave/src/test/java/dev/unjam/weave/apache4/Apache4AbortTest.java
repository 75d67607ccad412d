package dev.unjam.weave.apache4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.weave.Held;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.concurrent.Cancellable;
import org.apache.http.message.BasicHttpRequest;
import org.junit.jupiter.api.Test;

class Apache4AbortTest {
  private static final String CLIENT = "Apache HttpClient 4";

  private final Apache4Abort abort = new Apache4Abort();
  private final HttpGet get = new HttpGet("http://localhost/");
  private final AtomicInteger cancelled = new AtomicInteger();

  private static CallRecord entered(HttpRequest request) {
    return assertInstanceOf(
        CallRecord.class, ApacheHooks.enter(CLIENT, "GET", "localhost", 80, request));
  }

  @Test
  void whatTheCallGoesThroughIsCancelledAndTheHostsRequestLeftAlone() throws Exception {
    Held.run(
        () -> {
          CallRecord call = entered(get);
          Cancellable holder = () -> cancelled.incrementAndGet() == 1;
          ApacheHooks.through(CLIENT, holder);
          assertInstanceOf(Attempt.Done.class, abort.abort(call, "quota"));
          assertInstanceOf(Attempt.NoHandle.class, abort.abort(call, "quota"), "it is released");
          assertFalse(get.isAborted());
          assertFalse(ApacheHooks.isSpoiled(call));
          return null;
        });
    assertEquals(2, cancelled.get());
  }

  @Test
  void aRequestThatAloneCanBeAbortedIsMadeGoodOnceItsCallHasLeftTheClient() throws Exception {
    Held.run(
        () -> {
          CallRecord call = entered(get);
          get.setCancellable(() -> cancelled.incrementAndGet() > 0);
          assertInstanceOf(Attempt.Done.class, abort.abort(call, "quota"));
          assertTrue(get.isAborted(), "the client is at it still, and may not try again");
          assertTrue(ApacheHooks.isSpoiled(call), "so that its exit resets it");
          return null;
        });
    assertEquals(1, cancelled.get());
  }

  @Test
  void aRequestWhoseAnswerIsReadIsMadeGoodAtOnce() throws Exception {
    Held.run(
        () -> {
          CallRecord call = entered(get);
          Object body = new Object();
          BodyHooks.bind(body, call);
          ClientHooks.exit(call, BodyHooks.isReading(call), null);
          get.setCancellable(() -> cancelled.incrementAndGet() > 0);
          assertInstanceOf(Attempt.Done.class, abort.abort(call, "quota"));
          assertFalse(get.isAborted());
          return null;
        });
    assertTrue(cancelled.get() > 0);
  }

  @Test
  void aRequestThatCannotBeMadeGoodIsNotAborted() throws Exception {
    Held.run(
        () -> {
          CallRecord call = entered(new BasicHttpRequest("GET", "/"));
          assertInstanceOf(Attempt.NoHandle.class, abort.abort(call, "quota"));
          return null;
        });
  }
}
