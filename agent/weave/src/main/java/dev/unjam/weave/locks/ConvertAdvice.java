package dev.unjam.weave.locks;

import dev.unjam.bridge.StampClaimHooks;
import net.bytebuddy.asm.Advice;

/** A stamp is exchanged for another; 0, which is no, if it was taken. */
public final class ConvertAdvice {
  private ConvertAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.This Object lock, @Advice.Argument(0) long stamp) {
    return StampClaimHooks.refuses(lock, stamp);
  }
}
