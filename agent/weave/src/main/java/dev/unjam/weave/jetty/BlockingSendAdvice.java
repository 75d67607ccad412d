package dev.unjam.weave.jetty;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.JettyHooks;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** {@code HttpRequest.send()}: its thread waits for what it sends. */
public final class BlockingSendAdvice {
  private BlockingSendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object sent) {
    HttpRequest request = (HttpRequest) sent;
    JettyHooks.enter(
        request.getMethod(),
        request.getHost(),
        request.getPort(),
        request,
        request.getConversation(),
        null);
    return ApacheHooks.awaits(request);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object awaits) {
    ApacheHooks.awaited(awaits);
  }
}
