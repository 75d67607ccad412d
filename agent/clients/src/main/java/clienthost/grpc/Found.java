package clienthost.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;

/**
 * Between making a call and starting it: waits until the channel, which did not know its server
 * yet, has found it. Without this that is a race, which the channel wins on a busy machine.
 */
final class Found implements ClientInterceptor {
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);

  @Override
  public <Q, P> ClientCall<Q, P> interceptCall(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    ClientCall<Q, P> call = next.newCall(method, options);
    long begin = System.nanoTime();
    // A DelayedClientCall tells of what it goes on as in its name alone.
    while (call.toString().contains("realCall=null")) {
      if (System.nanoTime() - begin > DEADLINE_NANOS) {
        throw new IllegalStateException("not found: " + call);
      }
      Thread.onSpinWait();
    }
    return call;
  }
}
