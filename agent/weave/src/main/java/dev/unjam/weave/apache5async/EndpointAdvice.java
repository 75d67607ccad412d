package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code InternalAsyncClientEndpoint.execute}: a minimal client's request has its connection. */
public final class EndpointAdvice {
  private EndpointAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object endpoint, @Advice.Argument(2) @Nullable Object context) {
    ApacheHooks.leased(context, endpoint);
  }
}
