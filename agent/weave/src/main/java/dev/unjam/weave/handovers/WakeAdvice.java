package dev.unjam.weave.handovers;

import dev.unjam.bridge.AnswerHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code CompletableFuture.Signaller.tryFire}: whoever completes the future wakes who waits. */
public final class WakeAdvice {
  private WakeAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("thread") @Nullable Thread waiter) {
    AnswerHooks.wakes(waiter);
  }
}
