package dev.unjam.weave.streams;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code BasicFuture.completed}: before whoever waits for it goes on. */
public final class CompletedAdvice {
  private CompletedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object future) {
    ClientHooks.end(future, true);
  }
}
