package dev.unjam.weave.apache4;

import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;

/**
 * {@code cancel()} of what the call waits for or goes through: the lease of a connection, or the
 * connection's holder. Both act at once and give the connection back; neither waits for its reader,
 * as closing the stream would.
 *
 * <p>The host's own request is aborted only where the library has neither of them, in its
 * deprecated clients and before a connection manager of the host's own: an aborted request can
 * never be executed again, unless it is reset, and another thread may be at it.
 */
public final class Apache4Abort implements CallAbort {
  private static final String CANCELLABLE = "org.apache.http.concurrent.Cancellable";
  private static final String REQUEST =
      "org.apache.http.client.methods.AbstractExecutionAwareRequest";

  @Override
  public String client() {
    return "Apache HttpClient 4";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    Object handle = call.handle();
    Object through = call.through();
    if (through != null) {
      return Calling.call(through, CANCELLABLE, "cancel")
          ? new Attempt.Done("cancel()")
          : new Attempt.NoHandle("denied; it has no connection at the moment");
    }
    return handle != null && abort(call, handle)
        ? new Attempt.Done("abort()")
        : new Attempt.NoHandle("denied; the request cannot be aborted");
  }

  private static boolean abort(CallRecord call, Object request) throws Exception {
    Class<?> type = Calling.type(request, REQUEST);
    if (type == null) {
      return false;
    }
    // Then its thread makes it good again when it leaves the client.
    call.spoil();
    Calling.call(request, REQUEST, "abort");
    if (!call.isInMethod() && Calling.call(request, REQUEST, "isAborted")) {
      Calling.call(request, REQUEST, "reset");
    }
    return true;
  }
}
