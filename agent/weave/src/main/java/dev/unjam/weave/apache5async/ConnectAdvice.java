package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code InternalHttpAsyncExecRuntime.connectEndpoint}: a connection is being made, and what it
 * returns would end that. The request's own future often does not know it: where a lease was there
 * at once, that is set as its dependency afterwards, and in the place of this.
 */
public final class ConnectAdvice {
  private ConnectAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object runtime, @Advice.Return @Nullable Object connecting) {
    if (connecting != null) {
      ApacheHooks.connects(runtime, connecting);
    }
  }
}
