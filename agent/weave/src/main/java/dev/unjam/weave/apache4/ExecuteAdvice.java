package dev.unjam.weave.apache4;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.AbstractExecutionAwareRequest;
import org.jspecify.annotations.Nullable;

/** {@code doExecute}: the lease of a connection, and every attempt. */
public final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.Argument(0) @Nullable Object target, @Advice.Argument(1) @Nullable Object request) {
    // Without a target there is no route: then it throws, or takes a parameter's of long ago.
    if (request == null || target == null) {
      return null;
    }
    HttpHost to = (HttpHost) target;
    int port = to.getPort() > 0 ? to.getPort() : "https".equals(to.getSchemeName()) ? 443 : 80;
    String method = ((HttpRequest) request).getRequestLine().getMethod();
    return ApacheHooks.enter("Apache HttpClient 4", method, to.getHostName(), port, request);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Argument(1) @Nullable Object request,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (entered != null) {
      thrown = ClientHooks.exit(entered, BodyHooks.isReading(entered), thrown);
      if (ApacheHooks.isSpoiled(entered)
          && request instanceof AbstractExecutionAwareRequest executed) {
        executed.reset();
      }
    }
  }
}
