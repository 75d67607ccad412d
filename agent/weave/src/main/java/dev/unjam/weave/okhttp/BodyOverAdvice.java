package dev.unjam.weave.okhttp;

import dev.unjam.bridge.BodyHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code Exchange$ResponseBodySource.complete}: where the end of a body, its failure and its early
 * close all come past, that of a body without a byte at once.
 */
public final class BodyOverAdvice {
  private BodyOverAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.FieldValue("this$0") Object exchange, @Advice.Argument(0) @Nullable Object failure) {
    BodyHooks.over(exchange, failure == null);
  }
}
