package dev.unjam.weave.jetty;

import dev.unjam.bridge.JettyHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.transport.HttpRequest;

/**
 * {@code HttpRequest.notifyQueued()}: known to the client, and on no connection yet.
 *
 * <p>Where a listener of the host's own may abort it: nothing is connected or sent then, and
 * everybody hears of it where they always do.
 */
public final class QueuedAdvice {
  private QueuedAdvice() {}

  @SuppressWarnings("FutureReturnValueIgnored") // the listeners are told
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object queued) {
    HttpRequest request = (HttpRequest) queued;
    QuotaExceededException refused = JettyHooks.refused(request.getConversation());
    if (refused != null) {
      request.abort(refused);
    }
  }
}
