package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code RetriableStream.drain}: what was asked for is sent, for the first time or again. A
 * substream itself is made before the pause that an attempt has to keep.
 */
public final class AgainAdvice {
  private AgainAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object stream) {
    GrpcHooks.again(stream);
  }
}
