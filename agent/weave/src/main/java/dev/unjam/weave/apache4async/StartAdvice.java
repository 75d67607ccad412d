package dev.unjam.weave.apache4async;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code start}: the future that the host waits for stands for the call as well. */
public final class StartAdvice {
  private StartAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.This Object handler, @Advice.FieldValue("resultFuture") Object future) {
    BodyHooks.bind(future, ClientHooks.of(handler));
  }
}
