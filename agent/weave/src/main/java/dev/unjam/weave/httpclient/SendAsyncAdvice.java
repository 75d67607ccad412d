package dev.unjam.weave.httpclient;

import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The private {@code sendAsync} in which {@code send} and every public {@code sendAsync} end; its
 * future is the one to cancel.
 */
public final class SendAsyncAdvice {
  private SendAsyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.Argument(0) HttpRequest request,
      @Advice.Argument(value = 1, readOnly = false) HttpResponse.BodyHandler<?> handler) {
    Object entered = HttpClientHooks.asyncEnter(request.method(), request.uri());
    handler = (HttpResponse.BodyHandler<?>) HttpClientHooks.handler(handler, entered);
    return entered;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Return(readOnly = false) @Nullable CompletableFuture<?> future,
      @Advice.Thrown @Nullable Throwable thrown) {
    future = (CompletableFuture<?>) HttpClientHooks.asyncExit(entered, future, thrown);
  }
}
