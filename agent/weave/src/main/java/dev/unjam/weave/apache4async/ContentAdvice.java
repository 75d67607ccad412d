package dev.unjam.weave.apache4async;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code consumeContent}: what is decoded now is of this call. */
public final class ContentAdvice {
  private ContentAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object handler, @Advice.Argument(0) @Nullable Object decoder) {
    ApacheHooks.decodes(decoder, handler);
  }
}
