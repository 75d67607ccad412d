package dev.unjam.weave.apache5async;

import dev.unjam.bridge.MinimalHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/**
 * The lambda in a minimal client's {@code execute} that takes the request from its producer, since
 * 5.2. What is thrown here becomes the failure of the future that the host has; of a handler of the
 * host's own nobody knows when it has ended.
 */
public final class MinimalAdvice {
  private MinimalAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.Argument(0) Object context,
      @Advice.Argument(1) Object handler,
      @Advice.Argument(3) Object cancellable,
      @Advice.Argument(4) Object request) {
    HttpRequest asked = (HttpRequest) request;
    return asked.getAuthority() == null || !(handler instanceof BasicClientExchangeHandler)
        ? null
        : MinimalHooks.minimal(
            asked.getMethod(),
            asked.getScheme(),
            asked.getAuthority().getHostName(),
            asked.getAuthority().getPort(),
            cancellable,
            context);
  }
}
