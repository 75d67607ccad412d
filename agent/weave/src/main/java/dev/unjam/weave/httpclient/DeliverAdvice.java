package dev.unjam.weave.httpclient;

import dev.unjam.bridge.HttpClientHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A subscriber takes a piece of the body. */
public final class DeliverAdvice {
  private DeliverAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object subscriber, @Advice.Argument(0) @Nullable Object buffers) {
    HttpClientHooks.delivered(subscriber, buffers);
  }
}
