package dev.unjam.weave.apache5async;

import dev.unjam.bridge.MinimalHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/**
 * {@code InternalAsyncClientEndpoint.execute}: a minimal client's request has its connection. If
 * its caller has gone by then, its handler is told so in the place of the connection, which it
 * gives back.
 */
public final class EndpointAdvice {
  private EndpointAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.This Object endpoint,
      @Advice.Argument(0) Object handler,
      @Advice.Argument(2) @Nullable Object context) {
    String own = "org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient$";
    return MinimalHooks.leased(context, endpoint, handler.getClass().getName().startsWith(own));
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object denied, @Advice.Argument(0) Object handler) {
    if (denied instanceof QuotaExceededException refused) {
      ((AsyncClientExchangeHandler) handler).failed(refused);
    }
  }
}
