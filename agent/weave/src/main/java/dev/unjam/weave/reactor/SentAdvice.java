package dev.unjam.weave.reactor;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code HttpClientHandler.requestWithBody}: an attempt is on its way. */
public final class SentAdvice {
  private SentAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object handler) {
    ClientHooks.sent(handler);
  }
}
