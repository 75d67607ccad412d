package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;

/** A thread of a ForkJoinPool begins. */
public final class PoolThreadAdvice {
  private PoolThreadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    FlowHooks.poolsOwnThread();
  }
}
