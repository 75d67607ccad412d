package dev.unjam.weave.apache4async;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code produceContent}: the peer takes some more of a request. */
public final class OutputAdvice {
  private OutputAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object handler) {
    ClientHooks.moves(handler);
  }
}
