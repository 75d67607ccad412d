package dev.unjam.weave.handovers;

import dev.unjam.bridge.FlowHooks;
import net.bytebuddy.asm.Advice;

/** The object that is made is work that is handed over. */
public final class MadeAdvice {
  private MadeAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object work) {
    FlowHooks.made(work, null);
  }
}
