package dev.unjam.weave.jetty;

import dev.unjam.bridge.JettyHooks;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** {@code HttpRequest.send(CompleteListener)}: every request goes by way of it. */
public final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object sent, @Advice.Argument(0) @Nullable Object listener) {
    HttpRequest request = (HttpRequest) sent;
    JettyHooks.enter(
        request.getMethod(),
        request.getHost(),
        request.getPort(),
        request,
        request.getConversation(),
        listener);
  }
}
