package dev.unjam.weave.apache5;

import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;

/**
 * {@code cancel()} of the request, which also ends a wait for a connection, and of what executes
 * it, for a request that was built by {@code ClassicRequestBuilder} cannot be cancelled.
 *
 * <p>Both close the connection at once and give it back; neither waits for its reader, as closing
 * the response or its stream would.
 */
public final class Apache5Abort implements CallAbort {
  private static final String CANCELLABLE = "org.apache.hc.core5.concurrent.Cancellable";

  @Override
  public String client() {
    return "Apache HttpClient 5";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    // Both are asked for first: the call ends, and lets go of them, while it is aborted.
    Object handle = call.handle();
    Object runtime = call.through();
    boolean request = handle != null && Calling.call(handle, CANCELLABLE, "cancel");
    boolean connection = runtime != null && Calling.call(runtime, CANCELLABLE, "cancel");
    return request || connection
        ? new Attempt.Done("cancel()")
        : new Attempt.NoHandle("denied; the request cannot be cancelled");
  }
}
