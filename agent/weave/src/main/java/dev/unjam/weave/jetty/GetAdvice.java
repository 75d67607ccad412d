package dev.unjam.weave.jetty;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * A listener's {@code get} and {@code await}: a thread waits, by a condition or latch of its own.
 */
public final class GetAdvice {
  private GetAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object listener) {
    return ApacheHooks.awaits(listener);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object awaits) {
    ApacheHooks.awaited(awaits);
  }
}
