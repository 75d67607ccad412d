package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.KeptFile;
import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code File.renameTo}, which replaces what is there and so makes no lease: true if it was done,
 * false where a former holder is kept from it.
 */
public final class RenameAdvice {
  private RenameAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = KeptFile.class)
  static @Nullable Object enter(
      @Advice.This Object file, @Advice.Argument(0) @Nullable Object target) {
    return LeaseHooks.moving(file, target, null);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Argument(0) Object target,
      @Advice.Enter @Nullable Object before,
      @Advice.Return(readOnly = false) boolean renamed) {
    if (before instanceof KeptFile) {
      renamed = false;
    } else if (renamed) {
      LeaseHooks.left(before);
      LeaseHooks.replaced(target);
    }
  }
}
