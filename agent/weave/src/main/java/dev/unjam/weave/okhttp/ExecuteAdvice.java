package dev.unjam.weave.okhttp;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** {@code RealCall.execute()}: the caller waits for the head, whatever the interceptors do. */
public final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.This Object call, @Advice.FieldValue("originalRequest") Object asked) {
    Request request = (Request) asked;
    return ClientHooks.enter(
        "OkHttp", request.method(), request.url().host(), request.url().port(), call);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    thrown = ClientHooks.exit(entered, BodyHooks.isReading(entered), thrown);
  }
}
