package dev.unjam.weave.httpclient;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.bridge.PublishedBody;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/**
 * The body stream's own {@code close()}, the error and the cancellation that end a subscription to
 * a published body, or the end of the very future that {@code sendAsync} returned.
 *
 * <p>{@code cancel(true)} on that future releases the exchange but tells the host of a {@code
 * CancellationException}; {@code completeExceptionally} tells it of ours but leaks the exchange and
 * its connection. So both: the future is completed with our exception, and a twin of it, which
 * {@code newIncompleteFuture} ties to the same exchange, is cancelled.
 */
public final class HttpClientAbort implements CallAbort {
  @Override
  public String client() {
    return "java.net.http";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    if (call.body() instanceof InputStream body) {
      body.close();
      return new Attempt.Done("body stream closed");
    }
    if (call.body() instanceof PublishedBody body) {
      return body.end(new Denial(0, message).toException(null))
          ? new Attempt.Done("subscription cancelled, subscriber told")
          : new Attempt.Gone("the subscription is over");
    }
    if (call.handle() instanceof CompletableFuture<?> future) {
      return end(future, message);
    }
    return new Attempt.NoHandle("denied; no future yet");
  }

  private static Attempt end(CompletableFuture<?> future, String message) {
    CompletableFuture<?> twin = future.newIncompleteFuture();
    boolean ended = future.completeExceptionally(new Denial(0, message).toException(null));
    twin.cancel(true);
    return ended
        ? new Attempt.Done("future ended, exchange cancelled")
        : new Attempt.Gone("the future is complete");
  }
}
