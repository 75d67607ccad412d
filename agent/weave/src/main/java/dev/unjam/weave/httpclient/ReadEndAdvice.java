package dev.unjam.weave.httpclient;

import dev.unjam.bridge.HttpClientHooks;
import net.bytebuddy.asm.Advice;

/** {@code HttpResponseInputStream.read} has returned; less than nothing is the end of the body. */
public final class ReadEndAdvice {
  private ReadEndAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object stream, @Advice.Return int n) {
    HttpClientHooks.readEnded(stream, n);
  }
}
