package dev.unjam.weave.httpclient;

import dev.unjam.bridge.HttpClientHooks;
import net.bytebuddy.asm.Advice;

/** A subscriber has all of the body, or never will, or its reader has closed it. */
public final class EndAdvice {
  private EndAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.This Object subscriber) {
    HttpClientHooks.ended(subscriber);
  }
}
