package dev.unjam.weave.httpclient;

import dev.unjam.bridge.HoldHooks;
import net.bytebuddy.asm.Advice;

/** The client runs a task of its own under a lock of its own. */
public final class InnerTaskAdvice {
  private InnerTaskAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    HoldHooks.innerBegins();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit() {
    HoldHooks.innerEnds();
  }
}
