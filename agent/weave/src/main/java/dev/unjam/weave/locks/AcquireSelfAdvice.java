package dev.unjam.weave.locks;

import dev.unjam.bridge.ClaimHooks;
import net.bytebuddy.asm.Advice;

/**
 * A Semaphore or StampedLock is acquired; throws what a fenced holder is told, and nothing else.
 */
public final class AcquireSelfAdvice {
  private AcquireSelfAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object lock) {
    ClaimHooks.acquiring(lock);
  }
}
