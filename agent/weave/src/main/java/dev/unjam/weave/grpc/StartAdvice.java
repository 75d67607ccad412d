package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import dev.unjam.bridge.QuotaExceededException;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.internal.NoopClientStream;
import java.util.concurrent.Executor;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * {@code ClientCallImpl.start}: every call of every transport.
 *
 * <p>One that is denied gets the stream that leads nowhere and is closed on the executor of its
 * own, as the library does with one whose context is cancelled already.
 */
public final class StartAdvice {
  private StartAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.This Object call, @Advice.FieldValue("method") Object method) {
    return GrpcHooks.start(call, ((MethodDescriptor<?, ?>) method).getFullMethodName());
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Argument(0) Object listener,
      @Advice.FieldValue("callExecutor") Executor executor,
      @Advice.FieldValue(value = "stream", readOnly = false, typing = Assigner.Typing.DYNAMIC)
          Object stream)
      throws NoSuchMethodException {
    if (entered instanceof QuotaExceededException refused) {
      stream = NoopClientStream.INSTANCE;
      Status status = Status.CANCELLED.withDescription(refused.getMessage()).withCause(refused);
      executor.execute(
          GrpcHooks.telling(
              ClientCall.Listener.class.getMethod("onClose", Status.class, Metadata.class),
              listener,
              status,
              new Metadata()));
    }
  }
}
