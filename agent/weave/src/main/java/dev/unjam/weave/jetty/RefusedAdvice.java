package dev.unjam.weave.jetty;

import dev.unjam.bridge.JettyHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.SendFailure;
import org.jspecify.annotations.Nullable;

/**
 * {@code HttpConnection.send(HttpChannel, HttpExchange)}: a request is about to be sent over this
 * connection, and one that came to it by no queue may be denied. What is returned here aborts it.
 */
public final class RefusedAdvice {
  private RefusedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.Argument(1) Object exchange) {
    return JettyHooks.refused(((HttpExchange) exchange).getConversation());
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object refused,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
    if (refused instanceof QuotaExceededException why) {
      result = new SendFailure(why, false);
    }
  }
}
