package dev.unjam.weave.jetty;

import dev.unjam.bridge.JettyHooks;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;

/**
 * {@code ResponseListeners.notifyComplete} of all listeners: the end of a call that was sent with
 * none, unless its conversation went on meanwhile.
 */
public final class AllCompleteAdvice {
  private AllCompleteAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Argument(0) Object of) {
    Result result = (Result) of;
    if (result.getRequest() instanceof HttpRequest request) {
      HttpExchange last = request.getConversation().getExchanges().peekLast();
      if (last == null || last.getRequest() == request) {
        JettyHooks.over(request.getConversation(), result.isSucceeded());
      }
    }
  }
}
