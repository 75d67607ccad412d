package dev.unjam.weave.locks;

import dev.unjam.bridge.ClaimHooks;
import net.bytebuddy.asm.Advice;

/**
 * An exclusive synchronizer is released; not by a fenced holder, who is told false.
 *
 * <p>{@code unlock} takes no notice of that, so that the host's own exception survives in its
 * {@code finally}; a wait for a Condition throws IllegalMonitorStateException.
 */
public final class ReleaseAdvice {
  private ReleaseAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.This Object sync) {
    return ClaimHooks.absorbs(sync);
  }
}
