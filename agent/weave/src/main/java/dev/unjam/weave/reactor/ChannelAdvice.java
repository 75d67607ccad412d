package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;

/** {@code HttpClientHandler.channel}: an attempt has a channel, or a stream of HTTP/2. */
public final class ChannelAdvice {
  private ChannelAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object handler, @Advice.Argument(0) Object operations) {
    ReactorHooks.upon(handler, operations);
  }
}
