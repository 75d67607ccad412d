package dev.unjam.weave.jetty;

import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code InputStreamResponseListener$Input.read}: a thread waits for the next piece, which {@link
 * ContentAdvice} sees as it comes.
 */
public final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.FieldValue("this$0") Object listener) {
    return ClientHooks.readEnter(listener);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Return int n,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    thrown = ClientHooks.readExit(entered, n, thrown);
  }
}
