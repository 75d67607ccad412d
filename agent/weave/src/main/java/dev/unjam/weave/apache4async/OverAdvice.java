package dev.unjam.weave.apache4async;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code releaseResources}: nothing more comes, however it ended; its future says how before. */
public final class OverAdvice {
  private OverAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object handler) {
    ClientHooks.end(handler, true);
  }
}
