package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code ChannelOperations.onInboundError}: what the reader of a body is told. */
public final class InboundErrorAdvice {
  private InboundErrorAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object operations,
      @Advice.Argument(value = 0, readOnly = false) @Nullable Throwable error) {
    error = ReactorHooks.told(operations, error);
  }
}
