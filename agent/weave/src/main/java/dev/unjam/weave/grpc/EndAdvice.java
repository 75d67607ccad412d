package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import io.grpc.Status;
import net.bytebuddy.asm.Advice;

/** {@code ClientCallImpl.closeObserver}: the end also of a call that never had a stream. */
public final class EndAdvice {
  private EndAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object call, @Advice.Argument(1) Object status) {
    GrpcHooks.ended(call, ((Status) status).isOk());
  }
}
