package dev.unjam.weave.children;

import dev.unjam.bridge.ChildHooks;
import dev.unjam.bridge.ExitHooks;
import dev.unjam.bridge.FutureHooks;
import java.util.concurrent.TimeoutException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * A thread waits for a future that has no result, which may be that of a child's end; or, where a
 * remedy interrupts it, never have one.
 */
public final class WaitForFutureAdvice {
  private WaitForFutureAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object future) {
    return ExitHooks.waitsFor(future);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Return(readOnly = false) @Nullable Object result,
      @Advice.Thrown @Nullable Throwable thrown) {
    ChildHooks.hasWaited(entered, thrown instanceof TimeoutException);
    if (thrown == null) {
      result = FutureHooks.waited(result);
    }
  }
}
