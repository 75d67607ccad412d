package dev.unjam.weave.streams;

import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The exit of a method whose entry gives our exception, and skips it, where it is denied. */
public final class ThrowAdvice {
  private ThrowAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object denied,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (denied instanceof QuotaExceededException refused) {
      thrown = refused;
    }
  }
}
