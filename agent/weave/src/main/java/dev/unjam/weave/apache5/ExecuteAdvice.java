package dev.unjam.weave.apache5;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * {@code doExecute}: the lease of a connection, every attempt, and the sleeps between them.
 *
 * <p>What is thrown is told here, for a wait for a connection that is cancelled ends in an
 * unchecked {@code CancellationException} that no caller of {@code execute} expects.
 */
public final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.Argument(0) @Nullable Object target, @Advice.Argument(1) @Nullable Object request) {
    if (request == null) {
      return null;
    }
    ClassicHttpRequest asked = (ClassicHttpRequest) request;
    String host = null;
    String scheme = null;
    int named = 0;
    // No variable may be now of one type of the library's and now of another: the agent's loader,
    // in which this class is verified, knows none of them.
    if (target != null) {
      host = ((HttpHost) target).getHostName();
      scheme = ((HttpHost) target).getSchemeName();
      named = ((HttpHost) target).getPort();
    } else if (asked.getAuthority() != null) {
      host = asked.getAuthority().getHostName();
      scheme = asked.getScheme();
      named = asked.getAuthority().getPort();
    }
    if (host == null) {
      return null;
    }
    int port = named > 0 ? named : "https".equals(scheme) ? 443 : 80;
    return ApacheHooks.enter("Apache HttpClient 5", asked.getMethod(), host, port, request);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (entered != null) {
      thrown = ClientHooks.exit(entered, BodyHooks.isReading(entered), thrown);
    }
  }
}
