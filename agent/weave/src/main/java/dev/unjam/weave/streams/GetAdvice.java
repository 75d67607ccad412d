package dev.unjam.weave.streams;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code BasicFuture.get}: a thread waits for the answer, by a condition or monitor of its own. */
public final class GetAdvice {
  private GetAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object future) {
    return ApacheHooks.awaits(future);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object awaits) {
    ApacheHooks.awaited(awaits);
  }
}
