package dev.unjam.weave.okhttp;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The dispatcher's executor would not take the call. */
public final class GivenUpAdvice {
  private GivenUpAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object call, @Advice.Argument(0) @Nullable Throwable why) {
    ClientHooks.neverResumed(call, why);
  }
}
