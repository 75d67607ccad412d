package dev.unjam.weave.okhttp;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code Exchange.writeRequestHeaders}: an attempt is on its way. */
public final class SentAdvice {
  private SentAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object exchange, @Advice.FieldValue("call") Object call) {
    ClientHooks.sent(call);
    ClientHooks.bind(exchange, ClientHooks.of(call));
  }
}
