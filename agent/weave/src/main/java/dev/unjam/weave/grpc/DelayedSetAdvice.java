package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code DelayedClientCall.setCall}: it has been found. */
public final class DelayedSetAdvice {
  private DelayedSetAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object call, @Advice.Argument(0) @Nullable Object goesOnAs) {
    GrpcHooks.goesOnAs(call, goesOnAs);
  }
}
