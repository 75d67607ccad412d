package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code DefaultAsyncClientConnectionOperator} is told that a connection is there, and goes on to
 * its TLS: from here on no future above it closes the connection where it is cancelled.
 */
public final class ConnectedAdvice {
  private ConnectedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("val$future") Object future, @Advice.Argument(0) Object connection) {
    ApacheHooks.connects(future, connection);
  }
}
