package dev.unjam.weave.apache4;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;

/** {@code ConnectionHolder} was made: it gives up the connection of a call. */
public final class HolderAdvice {
  private HolderAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object holder) {
    ApacheHooks.through("Apache HttpClient 4", holder);
  }
}
