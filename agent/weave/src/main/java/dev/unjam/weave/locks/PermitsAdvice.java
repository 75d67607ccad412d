package dev.unjam.weave.locks;

import dev.unjam.bridge.ClaimHooks;
import net.bytebuddy.asm.Advice;

/** Permits are given back, but for those that were given back already. */
public final class PermitsAdvice {
  private PermitsAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object semaphore, @Advice.Argument(value = 0, readOnly = false) int permits) {
    permits -= ClaimHooks.absorbs(semaphore, permits);
  }
}
