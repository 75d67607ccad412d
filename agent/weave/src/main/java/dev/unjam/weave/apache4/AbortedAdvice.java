package dev.unjam.weave.apache4;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code isAborted()} of a request: true for the thread whose call is denied, and for no other.
 *
 * <p>It is asked before a request whose connection has died is tried again.
 */
public final class AbortedAdvice {
  private AbortedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return(readOnly = false) boolean aborted) {
    aborted = aborted || ApacheHooks.isDenied("Apache HttpClient 4");
  }
}
