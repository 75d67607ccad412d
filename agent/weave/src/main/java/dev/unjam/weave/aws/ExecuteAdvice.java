package dev.unjam.weave.aws;

import dev.unjam.bridge.AwsHooks;
import dev.unjam.bridge.QuotaExceededException;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.nio.netty.internal.RequestContext;

/**
 * {@code NettyRequestExecutor.execute}: a request asks for a connection. One that is denied ends as
 * any other failure there, told to its handler first.
 */
public final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.This Object executor, @Advice.FieldValue("context") Object context) {
    SdkHttpRequest to = ((RequestContext) context).executeRequest().request();
    return AwsHooks.executes(to.method().name(), to.host(), to.port(), executor);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object executor,
      @Advice.FieldValue("context") Object context,
      @Advice.Enter @Nullable Object entered,
      @Advice.Return(readOnly = false) @Nullable CompletableFuture<?> future) {
    future = (CompletableFuture<?>) AwsHooks.executing(entered, executor, future);
    if (entered instanceof QuotaExceededException refused) {
      ((RequestContext) context).handler().onError(refused);
    }
  }
}
