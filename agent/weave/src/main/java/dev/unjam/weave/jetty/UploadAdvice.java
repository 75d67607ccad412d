package dev.unjam.weave.jetty;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.transport.HttpExchange;

/** {@code HttpSender.someToContent}: a long upload that makes progress is not silent. */
public final class UploadAdvice {
  private UploadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object exchange) {
    ClientHooks.moves(((HttpExchange) exchange).getConversation());
  }
}
