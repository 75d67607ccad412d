package dev.unjam.weave.apache5;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code InternalExecRuntime} was made, or has leased a connection: it connects it and gives it up.
 */
public final class RuntimeAdvice {
  private RuntimeAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object runtime) {
    ApacheHooks.through("Apache HttpClient 5", runtime);
  }
}
