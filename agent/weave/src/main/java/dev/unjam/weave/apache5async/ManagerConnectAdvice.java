package dev.unjam.weave.apache5async;

import dev.unjam.bridge.MinimalHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code PoolingAsyncClientConnectionManager.connect}: a request's connection is made, which ends
 * with this future alone: what a minimal client's own depends on is overwritten with the lease.
 */
public final class ManagerConnectAdvice {
  private ManagerConnectAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Argument(4) @Nullable Object context, @Advice.Return @Nullable Object future) {
    MinimalHooks.connectsFor(context, future);
  }
}
