package dev.unjam.weave.apache4async;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.QuotaExceededException;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.conn.routing.HttpRoute;
import org.jspecify.annotations.Nullable;

/**
 * {@code AbstractClientExchangeHandler.requestConnection}: the first time on the thread that makes
 * the request, then on the client's own for each redirect to somewhere else.
 *
 * <p>What is thrown here becomes the failure of the future that the host has.
 */
public final class RequestAdvice {
  private RequestAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.This Object handler,
      @Advice.FieldValue("routeRef") AtomicReference<?> route,
      @Advice.FieldValue("requestRef") AtomicReference<?> request) {
    if (!(route.get() instanceof HttpRoute by && request.get() instanceof HttpRequest asked)) {
      return null;
    }
    HttpHost to = by.getTargetHost();
    int port = to.getPort() > 0 ? to.getPort() : "https".equals(to.getSchemeName()) ? 443 : 80;
    return ApacheHooks.requested(
        "Apache HttpAsyncClient 4",
        asked.getRequestLine().getMethod(),
        to.getHostName(),
        port,
        handler);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object denied,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (denied instanceof QuotaExceededException refused) {
      thrown = refused;
    }
  }
}
