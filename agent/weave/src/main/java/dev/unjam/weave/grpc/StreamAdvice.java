package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;

/** {@code RetriableStream.start}: a call goes on as attempts of the channel's own. */
public final class StreamAdvice {
  private StreamAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object stream, @Advice.Argument(0) Object listener) {
    GrpcHooks.attempts(stream, listener);
  }
}
