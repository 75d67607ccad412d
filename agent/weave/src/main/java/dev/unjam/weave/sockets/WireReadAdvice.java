package dev.unjam.weave.sockets;

import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.bridge.WireHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A blocking read without TLS, which may bring some of an answer. */
public final class WireReadAdvice {
  private WireReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.This Object socket) {
    return WireHooks.readEnter(socket);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Argument(0) byte[] into,
      @Advice.Argument(1) int offset,
      @Advice.Return int n,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    thrown = WireHooks.readExit(entered, into, offset, n, thrown);
  }
}
