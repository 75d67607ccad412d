package dev.unjam.weave.sockets;

import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.bridge.WireHooks;
import java.net.InetAddress;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A blocking write without TLS, which may begin a request. */
public final class WireWriteAdvice {
  private WireWriteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.This Object socket,
      @Advice.FieldValue("address") @Nullable InetAddress address,
      @Advice.FieldValue("port") int port,
      @Advice.Argument(0) byte[] from,
      @Advice.Argument(1) int offset,
      @Advice.Argument(2) int n) {
    return WireHooks.write(socket, address, port, from, offset, n);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object socket,
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    thrown = WireHooks.writeExit(entered, socket, thrown);
  }
}
