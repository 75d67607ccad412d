package dev.unjam.weave.apache5async;

import dev.unjam.bridge.MinimalHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code ComplexFuture.setDependency}: a future is told what it depends on. */
public final class DependencyAdvice {
  private DependencyAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object future, @Advice.Argument(0) @Nullable Object dependency) {
    MinimalHooks.standsFor(future, dependency);
  }
}
