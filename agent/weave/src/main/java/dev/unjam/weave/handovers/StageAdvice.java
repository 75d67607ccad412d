package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A dependent stage of a CompletableFuture is registered. */
public final class StageAdvice {
  private StageAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object stage, @Advice.Argument(1) @Nullable Object promise) {
    FlowHooks.made(stage, promise);
  }
}
