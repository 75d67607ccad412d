package dev.unjam.weave.apache5async;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;
import java.lang.reflect.Field;
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
 * one. HTTP/2 streams share their connection: there the stream alone is ended, by the dependency.
 */
public final class Apache5AsyncAbort implements CallAbort {
  private static final String FUTURE = "org.apache.hc.core5.concurrent.ComplexFuture";
  private static final String CANCELLABLE = "org.apache.hc.core5.concurrent.Cancellable";
  private static final String RUNTIME = "org.apache.hc.client5.http.async.AsyncExecRuntime";
  private static final String OF_ONE_CONNECTION =
      "org.apache.hc.client5.http.impl.async.InternalHttpAsyncExecRuntime";

  @Override
  public String client() {
    return "Apache HttpClient 5 async";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    // Both are asked for first: the call ends, and lets go of them, when its future is complete.
    Object handle = call.handle();
    Object runtime = call.through();
    if (!(handle instanceof Future<?> future)) {
      return new Attempt.NoHandle("denied; the future is gone");
    }
    Denial why = new Denial(0, message);
    call.endedBy(why);
    boolean ended = fail(future, why.toException(null));
    if (runtime != null && runtime.getClass().getName().equals(OF_ONE_CONNECTION)) {
      Calling.call(runtime, RUNTIME, "discardEndpoint");
    }
    return ended
        ? new Attempt.Done("future failed, exchange cancelled")
        : new Attempt.Gone("the future is complete");
  }

  private static boolean fail(Future<?> future, QuotaExceededException ours) throws Exception {
    Class<?> type = Calling.type(future, FUTURE);
    AtomicReference<?> dependency = type.isInstance(future) ? dependency(type, future) : null;
    if (dependency == null) {
      return future.cancel(true);
    }
    Object before = dependency.getAndSet(null);
    boolean ended =
        Boolean.TRUE.equals(
            Calling.invoke(type.getMethod("failed", Exception.class), future, ours));
    cancel(before);
    // Set in between; whatever is set from now on is cancelled by the future itself.
    cancel(dependency.getAndSet(null));
    return ended;
  }

  private static void cancel(@Nullable Object dependency) throws Exception {
    if (dependency != null) {
      Calling.call(dependency, CANCELLABLE, "cancel");
    }
  }

  /** What the future depends on; null if the library keeps it elsewhere or does not let us. */
  private static @Nullable AtomicReference<?> dependency(Class<?> type, Object future)
      throws IllegalAccessException {
    try {
      Field field = type.getDeclaredField("dependencyRef");
      return field.trySetAccessible() && field.get(future) instanceof AtomicReference<?> ref
          ? ref
          : null;
    } catch (NoSuchFieldException e) {
      // Then it is cancelled as the library would have it, and the host told by its exception.
      return null;
    }
  }
}
