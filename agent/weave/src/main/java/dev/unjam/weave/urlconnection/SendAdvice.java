package dev.unjam.weave.urlconnection;

import dev.unjam.bridge.CallHooks;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.bridge.UrlConnectionHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code connect} and {@code getOutputStream}: the call goes out. */
public final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.This Object connection, @Advice.FieldValue("responseCode") int status) {
    return UrlConnectionHooks.sendEnter(connection, status);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (!UrlConnectionHooks.left(entered)) {
      UrlConnectionHooks.exit(entered);
    }
    thrown =
        entered instanceof QuotaExceededException refused ? refused : CallHooks.converted(thrown);
  }
}
