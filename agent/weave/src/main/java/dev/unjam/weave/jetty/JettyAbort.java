package dev.unjam.weave.jetty;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.streams.Calling;

/**
 * {@code Request.abort(Throwable)} with our exception: ends the conversation in every phase, waits
 * for nobody, and whoever waits for it is told just that.
 */
public final class JettyAbort implements CallAbort {
  private static final String REQUEST = "org.eclipse.jetty.client.Request";

  @Override
  public String client() {
    return "Jetty HttpClient";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    Object handle = call.handle();
    if (handle == null) {
      return new Attempt.Gone("the call has ended");
    }
    Class<?> type = Calling.type(handle, REQUEST);
    if (type == null) {
      return new Attempt.NoHandle("denied; " + handle.getClass().getName() + " is no " + REQUEST);
    }
    Denial why = new Denial(0, message);
    call.endedBy(why);
    // What it returns is completed once the peer's stream is reset: nobody waits for that here.
    Calling.invoke(type.getMethod("abort", Throwable.class), handle, why.toException(null));
    return new Attempt.Done("abort()");
  }
}
