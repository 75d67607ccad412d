package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code HttpClientOperations.onInboundClose} and {@code onInboundCancel}: the channel is gone, or
 * the reader. If another attempt follows, that was decided within.
 */
public final class InboundOverAdvice {
  private InboundOverAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.This Object operations) {
    ReactorHooks.over(operations, false);
  }
}
