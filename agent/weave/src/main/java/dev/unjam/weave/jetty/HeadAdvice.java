package dev.unjam.weave.jetty;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.JettyHooks;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpResponse;
import org.eclipse.jetty.http.HttpField;

/**
 * What {@code HttpReceiver.responseHeaders} runs in its turn: a head is there with all of its
 * fields, as the server sent it, and no listener has read of its body yet.
 */
public final class HeadAdvice {
  private HeadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object receiver, @Advice.Argument(0) Object of) {
    HttpExchange exchange = (HttpExchange) of;
    CallRecord call = JettyHooks.receives(receiver, exchange.getConversation());
    HttpResponse response = exchange.getResponse();
    if (call != null && response.getStatus() >= 200) {
      List<String> fields = new ArrayList<>();
      for (HttpField field : response.getHeaders()) {
        if (field.getValue() != null) {
          fields.add(field.getName());
          fields.add(field.getValue());
        }
      }
      ClientHooks.head(call, response.getStatus(), fields);
    }
  }
}
