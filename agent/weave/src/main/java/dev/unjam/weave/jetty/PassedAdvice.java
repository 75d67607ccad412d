package dev.unjam.weave.jetty;

import dev.unjam.bridge.JettyHooks;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@code send(Request, CompleteListener)} of a connection or a destination: the host has one of its
 * own, and does not ask the client for it.
 */
public final class PassedAdvice {
  private PassedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) Object sent, @Advice.Argument(1) @Nullable Object listener) {
    if (sent instanceof HttpRequest request) {
      JettyHooks.enter(
          request.getMethod(),
          request.getHost(),
          request.getPort(),
          request,
          request.getConversation(),
          listener);
    }
  }
}
