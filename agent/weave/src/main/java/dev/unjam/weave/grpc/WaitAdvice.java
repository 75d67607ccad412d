package dev.unjam.weave.grpc;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A blocking stub's waits: its thread does nothing else, and runs the listener meanwhile. */
public final class WaitAdvice {
  private WaitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter() {
    return GrpcHooks.awaits();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object awaits) {
    ApacheHooks.awaited(awaits);
  }
}
