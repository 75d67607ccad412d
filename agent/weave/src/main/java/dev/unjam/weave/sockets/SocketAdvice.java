package dev.unjam.weave.sockets;

import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.bridge.SocketHooks;
import dev.unjam.weave.MethodName;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A blocking connect, read or write. */
public final class SocketAdvice {
  private SocketAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.This Object socket, @MethodName String method) {
    return SocketHooks.enter(socket, method);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    SocketHooks.exit(entered);
    if (entered instanceof QuotaExceededException refused) {
      thrown = refused;
    }
  }
}
