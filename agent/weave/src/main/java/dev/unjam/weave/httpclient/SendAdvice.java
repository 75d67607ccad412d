package dev.unjam.weave.httpclient;

import dev.unjam.bridge.CallHooks;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import java.net.http.HttpRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code HttpClientImpl.send}: the caller waits for the answer. */
public final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.Argument(0) HttpRequest request) {
    return HttpClientHooks.sendEnter(request.method(), request.uri());
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    HttpClientHooks.sendExit(entered);
    thrown =
        entered instanceof QuotaExceededException refused
            ? refused
            : CallHooks.failed(entered, thrown);
  }
}
