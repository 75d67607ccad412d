package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;

/**
 * The end of {@code File.renameTo}, which replaces what is there and so makes no lease: true if it
 * was done. It begins as {@link FileGoneAdvice} does.
 */
public final class RenameAdvice {
  private RenameAdvice() {}

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
