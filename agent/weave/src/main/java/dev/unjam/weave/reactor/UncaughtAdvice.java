package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code HttpObserver.onUncaughtException}: what a subscriber is told before a head has come. */
public final class UncaughtAdvice {
  private UncaughtAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) @Nullable Object operations,
      @Advice.Argument(value = 1, readOnly = false) @Nullable Throwable error) {
    error = ReactorHooks.told(operations, error);
  }
}
