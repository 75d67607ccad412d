package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import io.grpc.Channel;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code RealChannel.newCall}: the channel alone knows whom its calls are for. */
public final class MadeAdvice {
  private MadeAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object channel, @Advice.Return @Nullable Object call) {
    GrpcHooks.made(call, ((Channel) channel).authority());
  }
}
