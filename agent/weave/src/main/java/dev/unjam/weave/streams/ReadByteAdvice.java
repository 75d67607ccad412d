package dev.unjam.weave.streams;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code read()} of a body stream, where it does not go by way of the other one. */
public final class ReadByteAdvice {
  private ReadByteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.This Object stream) {
    return ClientHooks.readEnter(stream);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Return int b,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (entered != null) {
      if (thrown == null && b >= 0) {
        ApacheHooks.bytes(entered, new byte[] {(byte) b}, 0, 1);
      }
      thrown = ClientHooks.readExit(entered, b < 0 ? -1 : 1, thrown);
    }
  }
}
