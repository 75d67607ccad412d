package dev.unjam.weave.httpclient;

import dev.unjam.bridge.HttpClientHooks;
import net.bytebuddy.asm.Advice;

/** A body stream was made. */
public final class MadeAdvice {
  private MadeAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object stream) {
    HttpClientHooks.streamMade(stream);
  }
}
