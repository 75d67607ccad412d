package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code ManagedChannelImpl.ConfigSelectingClientCall.start}: asks a control plane (xDS) how to go
 * on, and starts the call proper by the answer.
 */
public final class ChosenAdvice {
  private ChosenAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object call) {
    GrpcHooks.chooses(call);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.This Object call) {
    GrpcHooks.hasChosen(call);
  }
}
