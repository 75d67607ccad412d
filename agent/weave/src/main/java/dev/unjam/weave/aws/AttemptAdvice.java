package dev.unjam.weave.aws;

import dev.unjam.bridge.AwsHooks;
import net.bytebuddy.asm.Advice;

/**
 * {@code MakeAsyncHttpRequestStage.doExecuteHttpRequest}: one attempt at an operation, which its
 * first argument is the context of; the client is called within.
 */
public final class AttemptAdvice {
  private AttemptAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object context) {
    AwsHooks.attempting(context);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit() {
    AwsHooks.attempting(null);
  }
}
