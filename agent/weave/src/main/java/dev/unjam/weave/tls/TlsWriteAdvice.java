package dev.unjam.weave.tls;

import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.bridge.WireHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A blocking write above TLS, which may begin a request. */
public final class TlsWriteAdvice {
  private TlsWriteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.FieldValue("this$0") Object socket,
      @Advice.Argument(0) byte[] from,
      @Advice.Argument(1) int offset,
      @Advice.Argument(2) int n) {
    return WireHooks.write(socket, null, 0, from, offset, n);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.FieldValue("this$0") Object socket,
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    thrown = WireHooks.writeExit(entered, socket, thrown);
  }
}
