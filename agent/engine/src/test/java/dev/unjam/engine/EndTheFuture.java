package dev.unjam.engine;

import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Fails the future that the host waits for. */
final class EndTheFuture implements CallAbort {
  @Override
  public String client() {
    return "java.net.http";
  }

  @Override
  public Attempt abort(CallRecord call, String message) {
    if (call.handle() instanceof CompletableFuture<?> f) {
      f.completeExceptionally(new IOException(message));
    }
    return new Attempt.Done("ended");
  }
}
