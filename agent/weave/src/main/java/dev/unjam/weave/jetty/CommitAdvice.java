package dev.unjam.weave.jetty;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.transport.HttpExchange;

/**
 * {@code HttpSender.headersToCommit}: the head of a request has gone out, and another thread may be
 * at its answer by now.
 */
public final class CommitAdvice {
  private CommitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object exchange) {
    ClientHooks.moves(((HttpExchange) exchange).getConversation());
  }
}
