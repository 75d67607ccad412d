package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fails the very future that the host has with our exception, cancels what it depends on, and gives
 * up the connection.
 *
 * <p>{@code Future.cancel} tells the host of a {@code CancellationException}, and once the head of
 * an error has come it leaves the connection leased for ever: the exchange takes itself for done
 * when it has sent all and the status is 400 or more. So the three steps of it are taken one by
 * one. HTTP/2 streams share their connection: there the stream alone is ended. Its dependency would
 * only do so when the peer sends something more on it. A connection in its TLS handshake is
 * nobody's yet, and would be left until that times out: it is closed as well.
 */
public final class Apache5AsyncAbort implements CallAbort {
  private static final String FUTURE = "org.apache.hc.core5.concurrent.ComplexFuture";
  private static final String CANCELLABLE = "org.apache.hc.core5.concurrent.Cancellable";
  private static final String RUNTIME = "org.apache.hc.client5.http.async.AsyncExecRuntime";
  private static final String STREAM = "org.apache.hc.core5.http2.impl.nio.H2StreamChannel";
  private static final String ENDPOINT = "org.apache.hc.core5.http.nio.AsyncClientEndpoint";
  private static final String OF_ONE_CONNECTION =
      "org.apache.hc.client5.http.impl.async.InternalHttpAsyncExecRuntime";

  @Override
  public String client() {
    return ApacheHooks.ASYNC_5;
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    // Both are asked for first: the call ends, and lets go of them, when its future is complete.
    if (!(call.handle() instanceof Future<?> future)) {
      return new Attempt.NoHandle("denied; the future is gone");
    }
    Denial why = new Denial(0, message);
    ApacheHooks.ends(call, why);
    // A connection that is leased from now on finds that out by itself.
    Object runtime = call.through();
    Connecting connecting = Connecting.of(runtime);
    List<Throwable> failures = new ArrayList<>();
    boolean ended = fail(future, why.toException(null), failures);
    if (connecting != null) {
      guarded(connecting::giveUp, failures);
    }
    if (runtime != null && runtime.getClass().getName().equals(OF_ONE_CONNECTION)) {
      guarded(() -> Calling.call(runtime, RUNTIME, "discardEndpoint"), failures);
    }
    if (runtime instanceof Future<?> made) {
      guarded(() -> made.cancel(true), failures);
    }
    if (runtime != null && Calling.type(runtime, ENDPOINT) != null) {
      guarded(() -> Calling.call(runtime, ENDPOINT, "releaseAndDiscard"), failures);
    }
    if (runtime != null && Calling.type(runtime, STREAM) != null) {
      guarded(() -> Calling.call(runtime, CANCELLABLE, "cancel"), failures);
    }
    if (!ended) {
      return new Attempt.Gone("the future is complete");
    }
    // Its class alone: what a callback of the host's says may be secret.
    String thrown = failures.isEmpty() ? "" : "; thrown: " + failures.get(0).getClass().getName();
    return new Attempt.Done("future failed, exchange cancelled" + thrown);
  }

  /** Each step is taken, whatever the one before has thrown: a callback of the host's may. */
  private static boolean fail(
      Future<?> future, QuotaExceededException ours, List<Throwable> failures) throws Exception {
    Class<?> type = Calling.type(future, FUTURE);
    AtomicReference<?> dependency = type == null ? null : Connecting.dependency(type, future);
    boolean before = future.isDone();
    if (type == null || dependency == null) {
      return guarded(() -> future.cancel(true), failures) || (!before && future.isDone());
    }
    Method failed = type.getMethod("failed", Exception.class);
    Object first = dependency.getAndSet(null);
    boolean ended =
        guarded(() -> Boolean.TRUE.equals(Calling.invoke(failed, future, ours)), failures);
    cancel(first, failures);
    // Set in between; whatever is set from now on is cancelled by the future itself.
    cancel(dependency.getAndSet(null), failures);
    // A callback that throws leaves no word of whether it was in time.
    return ended || (!before && !failures.isEmpty() && future.isDone());
  }

  private static void cancel(@Nullable Object dependency, List<Throwable> failures) {
    if (dependency != null) {
      guarded(() -> Calling.call(dependency, CANCELLABLE, "cancel"), failures);
    }
  }

  private static boolean guarded(Callable<Boolean> step, List<Throwable> failures) {
    try {
      return step.call();
    } catch (Throwable t) {
      failures.add(t);
      return false;
    }
  }
}
