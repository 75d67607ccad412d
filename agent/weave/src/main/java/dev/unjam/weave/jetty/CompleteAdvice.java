package dev.unjam.weave.jetty;

import dev.unjam.bridge.JettyHooks;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** {@code ResponseListeners.notifyComplete} of one listener: before whoever waits goes on. */
public final class CompleteAdvice {
  private CompleteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) @Nullable Object listener, @Advice.Argument(1) Object of) {
    Result result = (Result) of;
    if (result.getRequest() instanceof HttpRequest request) {
      JettyHooks.completed(listener, request.getConversation(), result.isSucceeded());
    }
  }
}
