package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code HttpClientHandler.test(Throwable)}: an attempt has failed before its head, for whatever
 * reason; the library asks itself whether there is to be another one.
 */
public final class AgainAdvice {
  private AgainAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object handler, @Advice.Return boolean again) {
    ReactorHooks.failed(handler, again);
  }
}
