package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;

/** {@code ClientStreamListenerImpl.headersRead}: the server has begun to answer. */
public final class HeadAdvice {
  private HeadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("this$0") Object call) {
    GrpcHooks.head(call);
  }
}
