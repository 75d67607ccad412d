package dev.unjam.weave.grpc;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code ClientStreamListenerImpl.onReady}: the peer takes more of what is sent. */
public final class ReadyAdvice {
  private ReadyAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("this$0") Object call) {
    ClientHooks.moves(call);
  }
}
