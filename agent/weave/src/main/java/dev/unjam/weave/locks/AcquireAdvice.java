package dev.unjam.weave.locks;

import dev.unjam.bridge.ClaimHooks;
import net.bytebuddy.asm.Advice;

/**
 * A lock with a synchronizer is acquired; throws what a fenced holder is told, and nothing else.
 */
public final class AcquireAdvice {
  private AcquireAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.FieldValue("sync") Object sync) {
    ClaimHooks.acquiring(sync);
  }
}
