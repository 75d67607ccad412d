package dev.unjam.weave.httpclient;

import dev.unjam.bridge.CallHooks;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code HttpResponseInputStream.current()}: the one place where a reader waits. */
public final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.This Object stream) {
    return HttpClientHooks.readEnter(stream);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    HttpClientHooks.readExit(entered);
    thrown =
        entered instanceof QuotaExceededException refused
            ? refused
            : CallHooks.failed(entered, thrown);
  }
}
