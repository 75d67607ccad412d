package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code DelayedClientCall.start}: what is called has to be found first, by another thread, which
 * may have done so since this call was made, or may at this moment.
 */
public final class DelayedStartAdvice {
  private DelayedStartAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object call) {
    GrpcHooks.delayed(call);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object call,
      @Advice.FieldValue("realCall") @Nullable Object goesOnAs,
      @Advice.FieldValue("error") @Nullable Object error) {
    GrpcHooks.hasBegun(call, goesOnAs, error != null);
  }
}
