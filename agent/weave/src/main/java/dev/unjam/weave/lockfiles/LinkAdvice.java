package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A hard or symbolic link is made, which fails where the name exists. */
public final class LinkAdvice {
  private LinkAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable QuotaExceededException enter(@Advice.Argument(0) Object link) {
    return LeaseHooks.creating(link);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Argument(0) Object link,
      @Advice.Enter @Nullable QuotaExceededException refused,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (refused != null) {
      thrown = refused;
    } else {
      LeaseHooks.made(link, thrown);
    }
  }
}
