package dev.unjam.weave.grpc;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code ClientStreamListenerImpl}'s constructor: a stream is started with it, whose call it is.
 */
public final class ListenerAdvice {
  private ListenerAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object listener, @Advice.Argument(0) Object call) {
    ClientHooks.bind(listener, ClientHooks.of(call));
  }
}
