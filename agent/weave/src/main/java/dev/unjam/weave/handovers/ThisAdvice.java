package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;

/** The object itself is work that is handed over. */
public final class ThisAdvice {
  private ThisAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object work) {
    FlowHooks.handsOver(work);
  }
}
