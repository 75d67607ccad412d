package dev.unjam.weave.streams;

import dev.unjam.bridge.BodyHooks;
import net.bytebuddy.asm.Advice;

/** {@code close()} of a body stream, which may read the rest of it first: nobody reads any more. */
public final class CloseAdvice {
  private CloseAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.This Object stream) {
    BodyHooks.over(stream, true);
  }
}
