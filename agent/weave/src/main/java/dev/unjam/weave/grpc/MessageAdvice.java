package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import net.bytebuddy.asm.Advice;

/** {@code ClientStreamListenerImpl.messagesAvailable}: some of the answer has come. */
public final class MessageAdvice {
  private MessageAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("this$0") Object call) {
    GrpcHooks.message(call);
  }
}
