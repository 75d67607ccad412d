package dev.unjam.weave.urlconnection;

import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import java.net.HttpURLConnection;

/**
 * {@code disconnect()}, while the head is waited for.
 *
 * <p>Once a body is read, {@code disconnect()} and {@code close()} wait for the very lock that the
 * reader holds: then there is no handle, and the socket has to be cut. So it is while a body is
 * sent that nobody reads: the close of TLS waits for the writer.
 */
public final class UrlConnectionAbort implements CallAbort {
  @Override
  public String client() {
    return "HttpURLConnection";
  }

  @Override
  public Attempt abort(CallRecord call, String message) {
    if (call.status() > 0 || call.phase() == CallRecord.Phase.CONNECTING) {
      return new Attempt.NoHandle("denied; disconnect() would hang in phase " + call.phase());
    }
    if (call.owner.isWriting()) {
      return new Attempt.NoHandle("denied; disconnect() would hang while a body is sent");
    }
    if (call.handle() instanceof HttpURLConnection connection) {
      connection.disconnect();
      return new Attempt.Done("disconnect()");
    }
    return new Attempt.Gone("the call has ended");
  }
}
