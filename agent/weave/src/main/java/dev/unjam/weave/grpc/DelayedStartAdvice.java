package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code DelayedClientCall.start}: what is called has to be found first, by another thread. */
public final class DelayedStartAdvice {
  private DelayedStartAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object call, @Advice.FieldValue("realCall") @Nullable Object goesOnAs) {
    GrpcHooks.delayed(call, goesOnAs);
  }
}
