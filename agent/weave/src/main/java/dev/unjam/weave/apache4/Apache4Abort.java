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
 * <p>The host's own request is left alone: one that was aborted can never be executed again, and
 * another thread may be at it. Nor can it be reset in time: {@code abort()} goes on until it sees
 * its mark, and would end what the host does with the request next.
 */
public final class Apache4Abort implements CallAbort {
  private static final String CANCELLABLE = "org.apache.http.concurrent.Cancellable";

  @Override
  public String client() {
    return "Apache HttpClient 4";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    Object through = call.through();
    return through != null && Calling.call(through, CANCELLABLE, "cancel")
        ? new Attempt.Done("cancel()")
        : new Attempt.NoHandle("denied; it has no connection at the moment");
  }
}
