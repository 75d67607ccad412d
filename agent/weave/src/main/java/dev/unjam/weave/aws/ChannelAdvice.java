package dev.unjam.weave.aws;

import dev.unjam.bridge.AwsHooks;
import dev.unjam.bridge.QuotaExceededException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code NettyRequestExecutor.configureChannel}: a request has a channel and is sent next; what is
 * thrown here closes the channel and fails the request.
 */
public final class ChannelAdvice {
  private ChannelAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.This Object executor, @Advice.FieldValue("channel") Object channel) {
    return AwsHooks.upon(executor, channel);
  }
}
