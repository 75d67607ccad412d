package dev.unjam.weave.apache5async;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.weave.Held;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.ComplexFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Apache5AsyncAbortTest {
  private final AtomicInteger cancelled = new AtomicInteger();

  /** What the host is told by, which throws if it is to. */
  private record Told(boolean throwing) implements FutureCallback<String> {
    @Override
    public void completed(String result) {}

    @Override
    public void failed(Exception e) {
      if (throwing) {
        throw new IllegalStateException("a secret of the host's");
      }
    }

    @Override
    public void cancelled() {}
  }

  private Attempt aborted(ComplexFuture<String> future) throws Exception {
    ApacheHooks.chained("test", "GET", "localhost", 80, future, new Object(), new Object());
    CallRecord call = requireNonNull(ClientHooks.of(future));
    return new Apache5AsyncAbort().abort(call, "quota");
  }

  private ComplexFuture<String> future(boolean throwing) {
    ComplexFuture<String> future = new ComplexFuture<>(new Told(throwing));
    future.setDependency(() -> cancelled.incrementAndGet() > 0);
    return future;
  }

  @Test
  void theFutureFailsByOurExceptionAndTheExchangeIsCancelled() throws Exception {
    Held.run(
        () -> {
          ComplexFuture<String> future = future(false);
          Attempt.Done done = assertInstanceOf(Attempt.Done.class, aborted(future));
          assertFalse(done.what().contains("thrown"), done::what);
          ExecutionException seen = assertThrows(ExecutionException.class, future::get);
          assertInstanceOf(QuotaExceededException.class, seen.getCause());
          return null;
        });
    assertEquals(1, cancelled.get());
  }

  @Test
  void aCallbackOfTheHostsThatThrowsKeepsNothingFromBeingCancelled() throws Exception {
    Held.run(
        () -> {
          Attempt.Done done = assertInstanceOf(Attempt.Done.class, aborted(future(true)));
          assertTrue(done.what().contains("IllegalStateException"), done::what);
          assertFalse(done.what().contains("secret"), done::what);
          return null;
        });
    assertEquals(1, cancelled.get());
  }

  @Test
  void aFutureThatIsCompleteIsLeftAsItIs() throws Exception {
    Held.run(
        () -> {
          ComplexFuture<String> future = future(false);
          future.completed("ok");
          assertInstanceOf(Attempt.Gone.class, aborted(future));
          assertEquals("ok", future.get());
          return null;
        });
  }

  /** A connection of the library's. */
  private static final class Connection implements ModalCloseable {
    private @Nullable CloseMode closed;

    @Override
    public void close(CloseMode mode) {
      closed = mode;
    }

    @Override
    public void close() {
      throw new AssertionError("that waits for the peer");
    }
  }

  @Test
  void theConnectionInItsHandshakeThatTheFutureWaitsForIsClosedAtOnceAndNoOther() throws Exception {
    Connection waitedFor = new Connection();
    Connection other = new Connection();
    Held.run(
        () -> {
          ComplexFuture<String> future = future(false);
          ComplexFuture<String> endpoint = new ComplexFuture<>(new Told(false));
          ComplexFuture<String> connecting = new ComplexFuture<>(new Told(false));
          endpoint.setDependency((Cancellable) connecting);
          Object runtime = new Object();
          ApacheHooks.chained("test", "GET", "localhost", 80, future, new Object(), runtime);
          ApacheHooks.connects(runtime, endpoint);
          ApacheHooks.connects(connecting, waitedFor);
          ComplexFuture<String> another = new ComplexFuture<>(new Told(false));
          ApacheHooks.connects(another, other);
          CallRecord call = requireNonNull(ClientHooks.of(future));
          Attempt attempt = new Apache5AsyncAbort().abort(call, "quota");
          assertFalse(assertInstanceOf(Attempt.Done.class, attempt).what().contains("thrown"));
          assertTrue(connecting.isCancelled());
          assertFalse(another.isDone());
          return null;
        });
    assertEquals(CloseMode.IMMEDIATE, waitedFor.closed);
    assertNull(other.closed);
  }

  @Test
  void aConnectionThatIsMadeMayBeAnothersByNowAndIsLeftOpen() throws Exception {
    Connection made = new Connection();
    Held.run(
        () -> {
          ComplexFuture<String> future = future(false);
          ComplexFuture<String> endpoint = new ComplexFuture<>(new Told(false));
          Object runtime = new Object();
          ApacheHooks.chained("test", "GET", "localhost", 80, future, new Object(), runtime);
          ApacheHooks.connects(runtime, endpoint);
          ApacheHooks.connects(endpoint, made);
          endpoint.completed("made");
          CallRecord call = requireNonNull(ClientHooks.of(future));
          assertInstanceOf(Attempt.Done.class, new Apache5AsyncAbort().abort(call, "quota"));
          return null;
        });
    assertNull(made.closed);
  }
}
