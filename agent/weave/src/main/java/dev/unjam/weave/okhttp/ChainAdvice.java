package dev.unjam.weave.okhttp;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * {@code RealCall.getResponseWithInterceptorChain()} of a call that was enqueued: what it throws is
 * what the callback is told.
 *
 * <p>One that is denied is cancelled and goes on to fail as a cancelled one does, before it looks
 * for a connection: whoever listens to the client's events hears of the end.
 */
public final class ChainAdvice {
  private ChainAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object call) {
    Object entered = ClientHooks.resumes(call);
    if (entered instanceof QuotaExceededException) {
      ((Call) call).cancel();
    }
    return entered;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    thrown = ClientHooks.exit(entered, BodyHooks.isReading(entered), thrown);
  }
}
