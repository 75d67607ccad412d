package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.KeptFile;
import dev.unjam.bridge.LeaseHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A path is deleted; a fenced holder is told so without the act. */
public final class ProviderDeleteAdvice {
  private ProviderDeleteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = KeptFile.class)
  static @Nullable Object enter(@Advice.Argument(0) Object file) {
    return LeaseHooks.leaving(file);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Argument(0) Object file,
      @Advice.Enter @Nullable Object before,
      @Advice.Thrown @Nullable Throwable thrown,
      @Advice.Return(readOnly = false) boolean deleted) {
    if (before instanceof KeptFile) {
      deleted = true;
    } else if (deleted && thrown == null) {
      LeaseHooks.left(before);
    } else {
      LeaseHooks.stayed(before, file);
    }
  }
}
