package dev.unjam.weave.aws;

import dev.unjam.bridge.AwsHooks;
import dev.unjam.bridge.QuotaExceededException;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;

/** {@code AsyncRetryableStage.execute}: an operation, from its first attempt to its last. */
public final class OperationAdvice {
  private OperationAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.Argument(0) Object request, @Advice.Argument(1) Object context) {
    SdkHttpRequest to = (SdkHttpRequest) request;
    return AwsHooks.begins(to.method().name(), to.host(), to.port(), context);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Argument(1) Object context,
      @Advice.Return(readOnly = false) @Nullable CompletableFuture<?> future) {
    future = (CompletableFuture<?>) AwsHooks.begun(entered, context, future);
  }
}
