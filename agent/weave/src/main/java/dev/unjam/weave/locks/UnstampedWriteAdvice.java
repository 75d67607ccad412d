package dev.unjam.weave.locks;

import dev.unjam.bridge.StampClaimHooks;
import net.bytebuddy.asm.Advice;

/** The write half of a StampedLock is unlocked without a stamp. */
public final class UnstampedWriteAdvice {
  private UnstampedWriteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.This Object lock) {
    return StampClaimHooks.absorbsWrite(lock);
  }
}
