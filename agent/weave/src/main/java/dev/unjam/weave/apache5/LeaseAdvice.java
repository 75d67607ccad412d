package dev.unjam.weave.apache5;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.jspecify.annotations.Nullable;

/** {@code lease}: the calling thread is about to wait for a connection from this manager. */
public final class LeaseAdvice {
  private LeaseAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return @Nullable Object lease) {
    if (lease != null) {
      ApacheHooks.through("Apache HttpClient 5", lease);
      // Denied before the lease was there to be cancelled.
      if (ApacheHooks.isDenied("Apache HttpClient 5")) {
        ((LeaseRequest) lease).cancel();
      }
    }
  }
}
