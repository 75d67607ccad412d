package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code File.createNewFile}: true if created, false if it was there. */
public final class FileCreateAdvice {
  private FileCreateAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable QuotaExceededException enter(@Advice.This Object file) {
    return LeaseHooks.creating(file);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object file,
      @Advice.Enter @Nullable QuotaExceededException refused,
      @Advice.Return boolean created,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (refused != null) {
      thrown = refused;
    } else if (created) {
      LeaseHooks.created(file);
    } else if (thrown == null) {
      LeaseHooks.exists(file);
    }
  }
}
