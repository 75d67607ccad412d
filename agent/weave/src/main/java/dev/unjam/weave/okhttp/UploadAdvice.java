package dev.unjam.weave.okhttp;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code Exchange$RequestBodySink.write}: a long upload that makes progress is not silent. */
public final class UploadAdvice {
  private UploadAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.FieldValue("this$0") Object exchange) {
    ClientHooks.moves(exchange);
  }
}
