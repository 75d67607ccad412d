package dev.unjam.weave.apache4;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code setCancellable} of a request: what ends the call of the thread that executes it, whichever
 * client or connection manager it comes from.
 */
public final class CancellableAdvice {
  private CancellableAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) @Nullable Object cancellable) {
    if (cancellable != null) {
      ApacheHooks.through("Apache HttpClient 4", cancellable);
    }
  }
}
