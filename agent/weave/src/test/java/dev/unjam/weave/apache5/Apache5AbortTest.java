package dev.unjam.weave.apache5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.weave.Held;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.concurrent.Cancellable;
import org.junit.jupiter.api.Test;

class Apache5AbortTest {
  private static final String CLIENT = "Apache HttpClient 5";

  @Test
  void whatTheCallGoesThroughIsCancelledAndTheHostsRequestLeftAlone() throws Exception {
    HttpGet get = new HttpGet("http://localhost/");
    AtomicInteger cancelled = new AtomicInteger();
    Cancellable runtime = () -> cancelled.incrementAndGet() == 1;
    Held.run(
        () -> {
          Object call = ApacheHooks.enter(CLIENT, "GET", "localhost", 80, get);
          Apache5Abort abort = new Apache5Abort();
          CallRecord recorded = assertInstanceOf(CallRecord.class, call);
          assertInstanceOf(Attempt.NoHandle.class, abort.abort(recorded, "quota"));
          ApacheHooks.through(CLIENT, runtime);
          assertInstanceOf(Attempt.Done.class, abort.abort(recorded, "quota"));
          assertInstanceOf(Attempt.NoHandle.class, abort.abort(recorded, "quota"));
          assertFalse(get.isCancelled());
          return null;
        });
    assertEquals(2, cancelled.get());
  }
}
