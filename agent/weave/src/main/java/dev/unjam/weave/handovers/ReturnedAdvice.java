package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What is returned is a thread that is made to be started at once. */
public final class ReturnedAdvice {
  private ReturnedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return @Nullable Object thread) {
    FlowHooks.handsOver(thread);
  }
}
