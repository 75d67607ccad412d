package dev.unjam.weave.apache4async;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code generateRequest}: the head of a request goes out. */
public final class SentAdvice {
  private SentAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object handler) {
    ClientHooks.sent(handler);
  }
}
