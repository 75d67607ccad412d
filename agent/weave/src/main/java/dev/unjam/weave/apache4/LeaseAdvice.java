package dev.unjam.weave.apache4;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;
import org.apache.http.conn.ConnectionRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@code requestConnection}: the calling thread is about to wait for a connection from this
 * manager.
 */
public final class LeaseAdvice {
  private LeaseAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return @Nullable Object lease) {
    if (lease != null) {
      ApacheHooks.through("Apache HttpClient 4", lease);
      // Denied before the lease was there to be cancelled.
      if (ApacheHooks.isDenied("Apache HttpClient 4")) {
        ((ConnectionRequest) lease).cancel();
      }
    }
  }
}
