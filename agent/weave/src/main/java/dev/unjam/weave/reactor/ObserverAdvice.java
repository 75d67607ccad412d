package dev.unjam.weave.reactor;

import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;

/** The constructor of {@code HttpClientConnect$HttpObserver}: an attempt looks for a connection. */
public final class ObserverAdvice {
  private ObserverAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.FieldValue("handler") Object handler, @Advice.FieldValue("sink") Object sink) {
    ReactorHooks.toldBy(handler, sink);
  }
}
