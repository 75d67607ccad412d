package dev.unjam.weave.apache4async;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;
import java.lang.reflect.Method;

/**
 * {@code failed} of the exchange's handler with our exception: the future fails with it, and the
 * connection is shut down and leaves its pool.
 *
 * <p>{@code Future.cancel} does the same, and tells the host of a {@code CancellationException}.
 */
public final class Apache4AsyncAbort implements CallAbort {
  private static final String HANDLER =
      "org.apache.http.nio.protocol.HttpAsyncClientExchangeHandler";

  @Override
  public String client() {
    return "Apache HttpAsyncClient 4";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    Object handler = call.handle();
    if (handler == null) {
      return new Attempt.Gone("the call has ended");
    }
    Class<?> type = Calling.type(handler, HANDLER);
    if (type == null) {
      return new Attempt.NoHandle("denied; " + handler.getClass().getName() + " is no " + HANDLER);
    }
    Method failed = type.getMethod("failed", Exception.class);
    Denial why = new Denial(0, message);
    call.endedBy(why);
    Calling.invoke(failed, handler, why.toException(null));
    return new Attempt.Done("failed()");
  }
}
