package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;

/** A path is deleted; a fenced holder is told so without the act. */
public final class ProviderDeleteAdvice {
  private ProviderDeleteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.Argument(0) Object file) {
    return LeaseHooks.absorbDelete(file);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Argument(0) Object file,
      @Advice.Enter boolean absorbed,
      @Advice.Return(readOnly = false) boolean deleted) {
    if (absorbed) {
      deleted = true;
    } else if (deleted) {
      LeaseHooks.deleted(file);
    }
  }
}
