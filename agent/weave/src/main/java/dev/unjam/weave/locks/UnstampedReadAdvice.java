package dev.unjam.weave.locks;

import dev.unjam.bridge.StampClaimHooks;
import net.bytebuddy.asm.Advice;

/** The read half of a StampedLock is unlocked without a stamp. */
public final class UnstampedReadAdvice {
  private UnstampedReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.This Object lock) {
    return StampClaimHooks.absorbsRead(lock);
  }
}
