package dev.unjam.weave.children;

import dev.unjam.bridge.ExitHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The host has asked for a future of a process's end. */
public final class OnExitAdvice {
  private OnExitAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object process, @Advice.Return @Nullable Object future) {
    ExitHooks.given(process, future);
  }
}
