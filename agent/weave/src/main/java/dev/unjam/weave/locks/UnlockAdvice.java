package dev.unjam.weave.locks;

import dev.unjam.bridge.HoldHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Absorbs the late unlock of a fenced holder, which would hide the host's own exception in its
 * {@code finally}.
 */
public final class UnlockAdvice {
  private UnlockAdvice() {}

  @Advice.OnMethodExit(onThrowable = IllegalMonitorStateException.class, suppress = Throwable.class)
  static void exit(
      @Advice.FieldValue("sync") Object sync,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (thrown != null && HoldHooks.absorbUnlock(sync)) {
      thrown = null;
    }
  }
}
