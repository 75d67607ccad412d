package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;

/** The constructors of Reactor's subscribers that wait: what begins from now on, they wait for. */
public final class WaiterAdvice {
  private WaiterAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object subscriber) {
    ReactorHooks.willWait(subscriber);
  }
}
