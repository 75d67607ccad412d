package dev.unjam.weave.locks;

import dev.unjam.bridge.ClaimHooks;
import net.bytebuddy.asm.Advice;

/** One permit is given back, or not if it was given back already. */
public final class PermitAdvice {
  private PermitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static int enter(@Advice.This Object semaphore) {
    return ClaimHooks.absorbs(semaphore, 1);
  }
}
