package dev.unjam.weave.apache5;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code isExecutionAborted()}: true for a call that is denied, whatever its request says.
 *
 * <p>It is asked before a request whose connection has died is tried again.
 */
public final class AbortedAdvice {
  private AbortedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return(readOnly = false) boolean aborted) {
    aborted = aborted || ApacheHooks.isDenied("Apache HttpClient 5");
  }
}
