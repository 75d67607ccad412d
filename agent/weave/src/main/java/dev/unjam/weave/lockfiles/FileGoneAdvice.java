package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;

/** {@code File.delete}: true if the name is gone; a fenced holder is told so without the act. */
public final class FileGoneAdvice {
  private FileGoneAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter(@Advice.This Object file) {
    return LeaseHooks.absorbDelete(file);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object file,
      @Advice.Enter boolean absorbed,
      @Advice.Return(readOnly = false) boolean deleted) {
    if (absorbed) {
      deleted = true;
    } else if (deleted) {
      LeaseHooks.deleted(file);
    }
  }
}
