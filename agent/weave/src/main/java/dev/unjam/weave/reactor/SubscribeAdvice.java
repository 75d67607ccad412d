package dev.unjam.weave.reactor;

import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.core.Scannable;
import reactor.core.scheduler.NonBlocking;

/**
 * {@code HttpClientConnect$MonoHttpConnect.subscribe}: on whichever thread; whom the answer is for
 * in the end is found along the chain of subscribers.
 */
public final class SubscribeAdvice {
  private SubscribeAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.Argument(0) @Nullable Object actual) {
    if (Thread.currentThread() instanceof NonBlocking) {
      // An event loop, or a scheduler's: whoever made it start, it works for everybody.
      FlowHooks.eventLoop();
    }
    return actual == null || !ReactorHooks.anybodyWaits()
        ? null
        : ReactorHooks.subscribes(actual, Scannable.from(actual).actuals().iterator());
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object entered) {
    ReactorHooks.subscribed(entered);
  }
}
