package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;

/** {@code SubscriberIterator.signalConsumer}: the next element has come, or the end. */
public final class SignalAdvice {
  private SignalAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object iterator) {
    ReactorHooks.signals(iterator);
  }
}
