package dev.unjam.weave.apache5async;

import dev.unjam.bridge.MinimalHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/**
 * The same as {@link MinimalAdvice} before 5.2: a class without a name, which has fields for it.
 */
public final class OldMinimalAdvice {
  private OldMinimalAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.FieldValue("val$clientContext") Object context,
      @Advice.FieldValue("val$exchangeHandler") Object handler,
      @Advice.FieldValue("val$cancellable") Object cancellable,
      @Advice.Argument(0) Object request) {
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
