package dev.unjam.weave.aws;

import dev.unjam.bridge.ClientHooks;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code HandlerSubscriber.onNext}: the channel takes some more of a request's body. */
public final class OutputAdvice {
  private OutputAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("ctx") @Nullable Object context) {
    if (context != null) {
      ClientHooks.moves(((ChannelHandlerContext) context).channel());
    }
  }
}
