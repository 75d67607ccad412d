package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * {@code AsyncExecChainElement.execute}: a request goes on to the next link of its chain, the first
 * time on the thread that makes it and after a retry's sleep on the client's own.
 *
 * <p>What is thrown here becomes the failure of the future that the host has.
 */
public final class ChainAdvice {
  private ChainAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.Argument(2) Object of) {
    AsyncExecChain.Scope scope = (AsyncExecChain.Scope) of;
    HttpHost to = scope.route.getTargetHost();
    int port = to.getPort() > 0 ? to.getPort() : "https".equals(to.getSchemeName()) ? 443 : 80;
    return ApacheHooks.chained(
        ApacheHooks.ASYNC_5,
        scope.originalRequest.getMethod(),
        to.getHostName(),
        port,
        scope.cancellableDependency,
        scope.clientContext,
        scope.execRuntime);
  }
}
