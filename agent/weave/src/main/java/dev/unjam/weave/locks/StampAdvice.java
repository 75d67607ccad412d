package dev.unjam.weave.locks;

import dev.unjam.bridge.StampClaimHooks;
import net.bytebuddy.asm.Advice;

/** A stamp is given back, or not if it was given back already. */
public final class StampAdvice {
  private StampAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.This Object lock, @Advice.Argument(0) long stamp) {
    return StampClaimHooks.absorbs(lock, stamp);
  }
}
