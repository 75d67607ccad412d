package dev.unjam.weave.apache4async;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;

/** {@code RouteSpecificPool.addPending}: a connection is asked for that counts from now on. */
public final class PendingAdvice {
  private PendingAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object request, @Advice.Argument(1) Object future) {
    ApacheHooks.connects(future, request);
  }
}
