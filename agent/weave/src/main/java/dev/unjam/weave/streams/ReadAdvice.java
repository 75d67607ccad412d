package dev.unjam.weave.streams;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code read(byte[], int, int)} of a body stream: sees what the reader got, and takes nothing. */
public final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.This Object stream) {
    return ClientHooks.readEnter(stream);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Argument(0) byte[] into,
      @Advice.Argument(1) int offset,
      @Advice.Return int n,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (entered != null) {
      ApacheHooks.bytes(entered, into, offset, n);
      thrown = ClientHooks.readExit(entered, n, thrown);
    }
  }
}
