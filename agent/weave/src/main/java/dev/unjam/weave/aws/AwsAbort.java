package dev.unjam.weave.aws;

import dev.unjam.bridge.AwsHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Fails the operation's future with our exception, and that of the attempt which is under way: the
 * SDK tells whoever waits, and its client closes the channel, of HTTP/2 the stream alone.
 *
 * <p>The attempt's alone would be a failure that the SDK tries again; it is denied then, but only
 * after a sleep. The future that the host has stays the SDK's to end.
 */
public final class AwsAbort implements CallAbort {
  @Override
  public String client() {
    return AwsHooks.CLIENT;
  }

  @Override
  public Attempt abort(CallRecord call, String message) {
    // Both are asked for first: the call lets go of them when it ends.
    Object operation = call.handle();
    Object attempt = call.through();
    if (operation == null) {
      return new Attempt.Gone("the call has ended");
    }
    if (!(operation instanceof CompletableFuture<?>)) {
      return new Attempt.NoHandle("denied; its future is not known yet");
    }
    Denial why = new Denial(0, message);
    call.endedBy(why);
    QuotaExceededException ours = why.toException(null);
    boolean ended = fail(operation, ours);
    ended |= attempt != operation && fail(attempt, ours);
    return ended ? new Attempt.Done("future failed") : new Attempt.Gone("the future is complete");
  }

  private static boolean fail(@Nullable Object future, QuotaExceededException ours) {
    return future instanceof CompletableFuture<?> f && f.completeExceptionally(ours);
  }
}
