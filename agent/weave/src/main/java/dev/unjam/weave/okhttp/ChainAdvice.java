package dev.unjam.weave.okhttp;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code RealCall.getResponseWithInterceptorChain()} of a call that was enqueued: what it throws is
 * what the callback is told.
 */
public final class ChainAdvice {
  private ChainAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.This Object call) {
    return ClientHooks.resumes(call);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    thrown = ClientHooks.exit(entered, BodyHooks.isReading(entered), thrown);
  }
}
