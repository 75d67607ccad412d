package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code BlockingSingleSubscriber.blockingGet} and {@code SubscriberIterator.hasNext}: the thread
 * that subscribed does nothing but wait.
 */
public final class WaitAdvice {
  private WaitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object subscriber) {
    return ReactorHooks.waits(subscriber);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object subscriber,
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown @Nullable Throwable thrown) {
    ReactorHooks.waited(entered, thrown);
    ReactorHooks.waitsNoMore(subscriber);
  }
}
