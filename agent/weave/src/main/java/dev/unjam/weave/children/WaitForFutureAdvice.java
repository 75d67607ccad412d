package dev.unjam.weave.children;

import dev.unjam.bridge.ChildHooks;
import dev.unjam.bridge.ExitHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A thread waits for a future that has no result, which may be that of a child's end. */
public final class WaitForFutureAdvice {
  private WaitForFutureAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object future) {
    return ExitHooks.waitsFor(future);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object entered) {
    ChildHooks.hasWaited(entered);
  }
}
