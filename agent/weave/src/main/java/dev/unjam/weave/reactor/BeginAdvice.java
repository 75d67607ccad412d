package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The constructor of {@code HttpClientConnect$HttpClientHandler}: somebody subscribes to a request,
 * with {@code block()} on the thread that will wait. Of a web socket nobody waits for an end.
 */
public final class BeginAdvice {
  private BeginAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object handler,
      @Advice.FieldValue("method") @Nullable Object method,
      @Advice.FieldValue("toURI") @Nullable Object uri,
      @Advice.FieldValue("websocketClientSpec") @Nullable Object webSocket) {
    if (webSocket == null) {
      ReactorHooks.begins(method, uri, handler);
    }
  }
}
