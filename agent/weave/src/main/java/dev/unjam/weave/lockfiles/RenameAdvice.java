package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code File.renameTo}, which replaces what is there and so makes no lease: true if it was done; a
 * fenced holder is told so without the act.
 */
public final class RenameAdvice {
  private RenameAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.This Object file) {
    return LeaseHooks.absorbDelete(file);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object file,
      @Advice.Argument(0) Object target,
      @Advice.Enter boolean absorbed,
      @Advice.Return(readOnly = false) boolean renamed) {
    if (absorbed) {
      renamed = true;
    } else if (renamed) {
      LeaseHooks.deleted(file);
      LeaseHooks.replaced(target);
    }
  }
}
