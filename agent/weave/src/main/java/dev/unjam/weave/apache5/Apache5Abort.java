package dev.unjam.weave.apache5;

import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;

/**
 * {@code cancel()} of what the call waits for or goes through: the lease of a connection, or what
 * executes the request. Both act at once and give the connection back; neither waits for its
 * reader, as closing the response or its stream would.
 *
 * <p>The host's own request is left alone: one that was cancelled can never be executed again, and
 * another thread may be at it.
 */
public final class Apache5Abort implements CallAbort {
  private static final String CANCELLABLE = "org.apache.hc.core5.concurrent.Cancellable";

  @Override
  public String client() {
    return "Apache HttpClient 5";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    Object through = call.through();
    return through != null && Calling.call(through, CANCELLABLE, "cancel")
        ? new Attempt.Done("cancel()")
        : new Attempt.NoHandle("denied; it has no connection at the moment");
  }
}
