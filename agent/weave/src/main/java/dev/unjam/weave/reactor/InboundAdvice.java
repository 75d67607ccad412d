package dev.unjam.weave.reactor;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.ReactorHooks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code HttpClientOperations.onInboundNext}: a head, or a piece of a body, of HTTP/1.1 and HTTP/2;
 * its bytes are copied, its reader index left where it is.
 */
public final class InboundAdvice {
  private InboundAdvice() {}

  /** Returns the message if it is the last one and may yet be followed by another attempt. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(
      @Advice.This Object operations, @Advice.Argument(1) @Nullable Object message) {
    CallRecord call = ClientHooks.of(operations);
    if (call == null) {
      return null;
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
    if (!(message instanceof LastHttpContent) || call.status() < 200) {
      return null;
    }
    if (ReactorHooks.mayGoOn(call)) {
      return message;
    }
    ReactorHooks.over(operations, true);
    return null;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.This Object operations, @Advice.Enter @Nullable Object last) {
    if (last != null) {
      ReactorHooks.over(operations, true);
    }
  }
}
