package dev.unjam.weave.aws;

import dev.unjam.bridge.AwsHooks;
import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code HttpStreamsHandler.channelRead}: a head, or a piece of a body, of HTTP/1.1 and HTTP/2; its
 * bytes are copied, its reader index left where it is.
 */
public final class InboundAdvice {
  private InboundAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) Object context, @Advice.Argument(1) @Nullable Object message) {
    Channel channel = ((ChannelHandlerContext) context).channel();
    CallRecord call = ClientHooks.of(channel);
    if (call == null) {
      return;
    }
    if (message instanceof HttpResponse head && head.status().code() >= 200) {
      List<String> fields = new ArrayList<>();
      for (Map.Entry<String, String> field : head.headers()) {
        fields.add(field.getKey());
        fields.add(field.getValue());
      }
      ClientHooks.head(call, head.status().code(), fields);
    }
    if (message instanceof ByteBufHolder holder) {
      ByteBuf bytes = holder.content();
      int n = bytes.readableBytes();
      byte[] copy = new byte[BodyHooks.wanted(call, n)];
      bytes.getBytes(bytes.readerIndex() + (int) BodyHooks.wantedFrom(call, n), copy);
      BodyHooks.read(call, n, copy);
    }
    // An empty last one comes after a head of 100 as well.
    if (message instanceof LastHttpContent && call.status() >= 200) {
      AwsHooks.answered(channel);
    }
  }
}
