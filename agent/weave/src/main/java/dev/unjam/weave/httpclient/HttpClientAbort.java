package dev.unjam.weave.httpclient;

import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import java.io.InputStream;
import java.util.concurrent.Future;

/**
 * The body stream's own {@code close()}, or {@code cancel(true)} on the very future that {@code
 * sendAsync} returned; a dependent stage would not pass it on.
 */
public final class HttpClientAbort implements CallAbort {
  @Override
  public String client() {
    return "java.net.http";
  }

  @Override
  public Attempt abort(CallRecord call) throws Exception {
    if (call.body() instanceof InputStream body) {
      body.close();
      return new Attempt.Done("body stream closed");
    }
    if (call.handle() instanceof Future<?> future) {
      return future.cancel(true)
          ? new Attempt.Done("future cancelled")
          : new Attempt.Gone("the future is complete");
    }
    return new Attempt.NoHandle("denied; no future yet");
  }
}
