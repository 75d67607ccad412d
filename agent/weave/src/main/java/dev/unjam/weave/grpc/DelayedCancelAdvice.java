package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code DelayedClientCall.cancel}: nothing may come of it. */
public final class DelayedCancelAdvice {
  private DelayedCancelAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object call, @Advice.FieldValue("realCall") @Nullable Object goesOnAs) {
    GrpcHooks.cancelled(call, goesOnAs);
  }
}
