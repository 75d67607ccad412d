package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A file is copied: without REPLACE_EXISTING, the target comes to be exclusively. */
public final class CopyAdvice {
  private CopyAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable QuotaExceededException enter(
      @Advice.Argument(1) Object target, @Advice.Argument(2) Object[] options) {
    return LeaseHooks.copying(target, options);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Argument(1) Object target,
      @Advice.Argument(2) Object[] options,
      @Advice.Enter @Nullable QuotaExceededException refused,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (refused != null) {
      thrown = refused;
    } else {
      LeaseHooks.copied(target, options, thrown);
    }
  }
}
