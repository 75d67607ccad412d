package dev.unjam.weave.grpc;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.bridge.GrpcHooks;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;

/**
 * {@code ClientCall.cancel(String, Throwable)} with our exception, which any thread may call: the
 * stream is reset, its connection stays, and whoever waits is told {@code CANCELLED} because of us.
 */
public final class GrpcAbort implements CallAbort {
  private static final String CALL = "io.grpc.ClientCall";

  @Override
  public String client() {
    return GrpcHooks.CLIENT;
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    Object handle = call.handle();
    if (handle == null) {
      return new Attempt.Gone("the call has ended");
    }
    Class<?> type = Calling.type(handle, CALL);
    if (type == null) {
      return new Attempt.NoHandle("denied; " + handle.getClass().getName() + " is no " + CALL);
    }
    Denial why = new Denial(0, message);
    call.endedBy(why);
    Calling.invoke(
        type.getMethod("cancel", String.class, Throwable.class),
        handle,
        message,
        why.toException(null));
    return new Attempt.Done("cancel()");
  }
}
