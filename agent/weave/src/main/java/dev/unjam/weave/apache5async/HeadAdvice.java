package dev.unjam.weave.apache5async;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code consumeHeader} of HTTP/1.1: the head of an answer has come, on an I/O thread. */
public final class HeadAdvice {
  private HeadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("context") @Nullable Object context,
      @Advice.Argument(0) @Nullable Object head) {
    CallRecord call = ClientHooks.of(context);
    if (call != null && head instanceof HttpResponse response && response.getCode() >= 200) {
      List<String> fields = new ArrayList<>();
      for (Header field : response.getHeaders()) {
        fields.add(field.getName());
        fields.add(field.getValue());
      }
      ClientHooks.head(call, response.getCode(), fields);
    }
  }
}
