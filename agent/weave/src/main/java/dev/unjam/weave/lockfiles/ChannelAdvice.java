package dev.unjam.weave.lockfiles;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A channel is opened: exclusively with CREATE_NEW, and to stay without DELETE_ON_CLOSE. */
public final class ChannelAdvice {
  private ChannelAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable QuotaExceededException enter(
      @Advice.Argument(0) Object file, @Advice.Argument(1) Object options) {
    return LeaseHooks.creatingWith(file, options);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Argument(0) Object file,
      @Advice.Argument(1) Object options,
      @Advice.Enter @Nullable QuotaExceededException refused,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (refused != null) {
      thrown = refused;
    } else {
      LeaseHooks.opened(file, options, thrown);
    }
  }
}
