package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.KeptFile;
import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code File.delete}: true if the name is gone; a fenced holder is told so without the act. */
public final class FileGoneAdvice {
  private FileGoneAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = KeptFile.class)
  static @Nullable Object enter(@Advice.This Object file) {
    return LeaseHooks.leaving(file);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object file,
      @Advice.Enter @Nullable Object before,
      @Advice.Return(readOnly = false) boolean deleted) {
    if (before instanceof KeptFile) {
      deleted = true;
    } else if (deleted) {
      LeaseHooks.left(before);
    } else {
      LeaseHooks.stayed(before, file);
    }
  }
}
