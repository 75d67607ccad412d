package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A task of a CompletableFuture is made, with the future that it completes. */
public final class PromiseAdvice {
  private PromiseAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object work, @Advice.Argument(0) @Nullable Object promise) {
    FlowHooks.made(work, promise);
  }
}
