package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;

/** {@code File.renameTo}: true if renamed. */
public final class FileRenameAdvice {
  private FileRenameAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.This Object file) {
    return LeaseHooks.absorbDelete(file);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object file,
      @Advice.Enter boolean absorbed,
      @Advice.Return(readOnly = false) boolean renamed) {
    if (absorbed) {
      renamed = true;
    } else if (renamed) {
      LeaseHooks.renamed(file);
    }
  }
}
