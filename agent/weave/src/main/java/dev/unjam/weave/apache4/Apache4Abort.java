package dev.unjam.weave.apache4;

import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;

/**
 * {@code abort()} of the request, which also ends a wait for a connection, and {@code cancel()} of
 * the connection's holder: a request that is none of the client's own types cannot be aborted, and
 * one that the host has dropped while it reads the answer is gone.
 *
 * <p>Both shut the connection down at once and give it back; neither waits for its reader, as
 * closing the stream would.
 */
public final class Apache4Abort implements CallAbort {
  private static final String ABORTABLE = "org.apache.http.client.methods.AbortableHttpRequest";
  private static final String CANCELLABLE = "org.apache.http.concurrent.Cancellable";

  @Override
  public String client() {
    return "Apache HttpClient 4";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    // Both are asked for first: the call ends, and lets go of them, while it is aborted.
    Object handle = call.handle();
    Object holder = call.through();
    boolean request = handle != null && Calling.call(handle, ABORTABLE, "abort");
    boolean connection = holder != null && Calling.call(holder, CANCELLABLE, "cancel");
    return request || connection
        ? new Attempt.Done("abort()")
        : new Attempt.NoHandle("denied; the request cannot be aborted");
  }
}
