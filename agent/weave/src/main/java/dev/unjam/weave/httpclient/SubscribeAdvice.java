package dev.unjam.weave.httpclient;

import dev.unjam.bridge.HttpClientHooks;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Somebody subscribes to a published body. */
public final class SubscribeAdvice {
  private SubscribeAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object publisher,
      @Advice.Argument(value = 0, readOnly = false)
          Flow.@Nullable Subscriber<? super List<ByteBuffer>> subscriber) {
    if (subscriber != null) {
      subscriber = HttpClientHooks.subscribing(publisher, subscriber);
    }
  }
}
